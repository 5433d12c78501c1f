import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { deployedTableNames } from "./support/deployed-tables";
import { rootClients } from "./support/clients";
import { startEmulator, type Emulator } from "./support/emulator";

/** What the other tests rely on and cannot provoke. */
describe("the emulator", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
  });

  afterAll(() => emulator.stop());

  test("answers what is asked again, because the reply got lost, as the first time", async () => {
    const dynamodb = rootClients(emulator, "123456789012").dynamodb("eu-west-1");
    let replies = 0;
    dynamodb.middlewareStack.add(
      (next) => async (request) => {
        const reply = await next(request);
        replies += 1;
        if (replies === 1) throw Object.assign(new Error("reply lost"), { code: "ECONNRESET" });
        return reply;
      },
      { step: "deserialize" },
    );
    const create = new CreateTableCommand({
      TableName: "Orders",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    });
    await expect(dynamodb.send(create)).resolves.toMatchObject({
      TableDescription: { TableName: "Orders" },
    });
    expect(replies).toBe(2);
    expect(await deployedTableNames(dynamodb)).toEqual(["Orders"]);
    await expect(dynamodb.send(create)).rejects.toThrow("Table already exists");
  });
});
