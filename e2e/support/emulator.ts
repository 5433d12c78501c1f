import {
  freePort,
  installProgram,
  loopback,
  startProgram,
  type Program,
  type RunningProgram,
} from "./emulator-process";

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

const MINISTACK: Program = { name: "ministack", readyPath: "/_ministack/health" };

const MOTO: Program = { name: "moto", readyPath: "/moto-api/" };

/** Starts an empty emulator. @param services further ones, if any */
export async function startEmulator(services: readonly FurtherService[] = []): Promise<Emulator> {
  const [port, furtherPort] = await Promise.all([freePort(), freePort()]);
  const url = loopback(port);
  const furtherUrl = loopback(furtherPort);
  const isNeeded = services.length > 0;
  const ministack = startProgram(MINISTACK, port, {
    // Enforces IAM policies, the point of the access tests.
    AUTH: "true",
    // Else it opens an MQTT port on every interface.
    IOT_MTLS_ENABLED: "0",
    ...(isNeeded ? { APPAUTOSCALING_URL: furtherUrl } : {}),
  });
  const moto = isNeeded ? [startProgram(MOTO, furtherPort, { DYNAMODB_URL: url })] : [];
  const stop = await allOrNone([ministack, ...moto]);
  const further = (service: FurtherService) => (services.includes(service) ? furtherUrl : NOWHERE);
  const endpoints = [
    ...SERVICES.map((service) => [service, url] as const),
    ...FURTHER_SERVICES.map((service) => [service, further(service)] as const),
  ];
  return { url, endpoints: Object.fromEntries(endpoints), stop };
}

/** Makes the virtual environments of all emulators. */
export async function installEmulators(): Promise<void> {
  for (const program of [MINISTACK, MOTO]) await installProgram(program);
}

/** @returns what stops the programs. @throws Error of the first that did not start, the others are stopped */
async function allOrNone(
  starting: readonly Promise<RunningProgram>[],
): Promise<() => Promise<void>> {
  const outcomes = await Promise.allSettled(starting);
  const stop = async () => {
    for (const outcome of outcomes) if (outcome.status === "fulfilled") await outcome.value.stop();
  };
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) {
    await stop();
    throw failed.reason as Error;
  }
  return stop;
}
