/** A structured logger; Fastify's fits. Never give it personal data. */
export interface Logger {
  debug(detail: object, message?: string): void;
  info(detail: object, message?: string): void;
  warn(detail: object, message?: string): void;
  error(detail: object, message?: string): void;
}

const nothing = (): void => undefined;
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
