/** The emulated AWS: one program for most services, and one more for what that lacks. */
import { freePort, installProgram, loopback, startProgram } from "./emulator-program";
import type { EmulatorHost, EmulatorProgram, RunningProgram } from "./emulator-program";

/** An emulated AWS; the account is the 12-digit access key of whoever calls it. */
export interface Emulator {
  /** Where most services are. */
  readonly url: string;
  /** Where each service is, by the provider's name of the service. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** When one of its programs ends, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Services that one has to ask for: the emulator that has them takes 1 s and 160 MB. */
export type FurtherService = (typeof FURTHER_SERVICES)[number];

const SERVICES = ["backup", "dynamodb", "iam", "kinesis", "kms", "s3", "sts"] as const;
export const FURTHER_SERVICES = ["appautoscaling", "cloudwatch"] as const;

/** Where nobody listens: a request to a service that nobody has asked for must not reach AWS. */
const NOWHERE = "http://127.0.0.1:9";

const MINISTACK: EmulatorProgram = { name: "ministack", readyPath: "/_ministack/health" };

const MOTO: EmulatorProgram = { name: "moto", readyPath: "/moto-api/" };

/** Starts an empty emulator. @param services further ones, if any */
export async function startEmulator(
  services: readonly FurtherService[],
  host: EmulatorHost,
): Promise<Emulator> {
  const [port, furtherPort] = await Promise.all([freePort(), freePort()]);
  const url = loopback(port);
  const furtherUrl = loopback(furtherPort);
  const isNeeded = services.length > 0;
  const settings = {
    // Enforces IAM policies, the point of trying access.
    AUTH: "true",
    // Else it opens an MQTT port on every interface.
    IOT_MTLS_ENABLED: "0",
    ...(isNeeded ? { APPAUTOSCALING_URL: furtherUrl } : {}),
  };
  const ministack = startProgram(MINISTACK, port, settings, host);
  const moto = isNeeded ? [startProgram(MOTO, furtherPort, { DYNAMODB_URL: url }, host)] : [];
  const programs = await allOrNone([ministack, ...moto]);
  const further = (service: FurtherService): string =>
    services.includes(service) ? furtherUrl : NOWHERE;
  const endpoints = [
    ...SERVICES.map((service) => [service, url] as const),
    ...FURTHER_SERVICES.map((service) => [service, further(service)] as const),
  ];
  return {
    url,
    endpoints: Object.fromEntries(endpoints),
    ended: Promise.race(programs.map(({ ended }) => ended)),
    stop: async () => {
      for (const program of programs) await program.stop();
    },
  };
}

/** Makes the virtual environments of all emulators. */
export async function installEmulators(host: EmulatorHost): Promise<void> {
  for (const program of [MINISTACK, MOTO]) await installProgram(program, host);
}

/** @throws Error of the first that did not start, the others are stopped */
async function allOrNone(starting: readonly Promise<RunningProgram>[]): Promise<RunningProgram[]> {
  const outcomes = await Promise.allSettled(starting);
  const running = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const failed = outcomes.find((one) => one.status === "rejected");
  if (failed === undefined) return running;
  for (const program of running) await program.stop();
  throw failed.reason as Error;
}
