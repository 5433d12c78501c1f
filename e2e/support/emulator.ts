import { installProgram, startProgram, type Program } from "./emulator-process";

/** An emulated AWS; the account is the 12-digit access key of whoever calls it. */
export interface Emulator {
  /** Where most services are. */
  readonly url: string;
  /** Where each service is, by the provider's name of the service. */
  readonly endpoints: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Services that a test has to ask for: the emulator that has them takes 1 s and 160 MB. */
export type FurtherService = (typeof FURTHER_SERVICES)[number];

const SERVICES = ["backup", "dynamodb", "iam", "kinesis", "kms", "s3", "sts"] as const;
const FURTHER_SERVICES = ["appautoscaling", "cloudwatch"] as const;

/** Where nobody listens: a request to a service that a test has not asked for must not reach AWS. */
const NOWHERE = "http://127.0.0.1:9";

const MINISTACK: Program = {
  name: "ministack",
  settings: {
    // Enforces IAM policies, the point of the access tests.
    AUTH: "true",
    // Else it opens an MQTT port on every interface.
    IOT_MTLS_ENABLED: "0",
  },
  readyPath: "/_ministack/health",
};

const MOTO: Program = { name: "moto", settings: {}, readyPath: "/moto-api/" };

/** Starts an empty emulator. @param services further ones, if any */
export async function startEmulator(services: readonly FurtherService[] = []): Promise<Emulator> {
  const ministack = await startProgram(MINISTACK);
  const started = [ministack];
  const stop = async () => {
    await Promise.all(started.map((program) => program.stop()));
  };
  try {
    const moto = services.length > 0 ? await startProgram(MOTO) : undefined;
    if (moto !== undefined) started.push(moto);
    const further = (service: FurtherService) =>
      services.includes(service) ? moto?.url : undefined;
    return {
      url: ministack.url,
      endpoints: Object.fromEntries([
        ...SERVICES.map((service) => [service, ministack.url]),
        ...FURTHER_SERVICES.map((service) => [service, further(service) ?? NOWHERE]),
      ]) as Record<string, string>,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes the virtual environments of all emulators. */
export async function installEmulators(): Promise<void> {
  for (const program of [MINISTACK, MOTO]) await installProgram(program);
}
