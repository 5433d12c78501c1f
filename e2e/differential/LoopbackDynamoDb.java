import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.IOException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * DynamoDB Local on the loopback interface. Its own main class listens on every interface and has no
 * option for that; the server inside is private.
 */
public class LoopbackDynamoDb {
  public static void main(String[] arguments) throws Exception {
    DynamoDBProxyServer proxy = ServerRunner.createServerFromCommandLineArgs(arguments);
    var inner = DynamoDBProxyServer.class.getDeclaredField("server");
    inner.setAccessible(true);
    for (Connector connector : ((Server) inner.get(proxy)).getConnectors()) {
      ((ServerConnector) connector).setHost("127.0.0.1");
    }
    proxy.start();
    endWithCaller();
    proxy.join();
  }

  /** A test that is killed closes the input of what it started, and cannot do more. */
  private static void endWithCaller() {
    Thread waiting =
        new Thread(
            () -> {
              try {
                while (System.in.read() != -1) {}
              } catch (IOException closed) {
                // As good as its end.
              }
              Runtime.getRuntime().halt(0);
            });
    waiting.setDaemon(true);
    waiting.start();
  }
}
