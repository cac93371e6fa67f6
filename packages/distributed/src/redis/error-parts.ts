/** What an error of the driver says about itself. */
export interface ErrorParts {
  /** Such as `ECONNREFUSED`; empty where there is none. */
  readonly code: string;
  /** `ReplyError` where Redis itself said no. */
  readonly name: string;
  readonly message: string;
}

/** Reads an error by its looks, not by its class: errors of sockets may come from another realm. */
export function errorParts(error: unknown): ErrorParts {
  const { code, name, message } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return { code: text(code), name: text(name), message: text(message) || String(error) };
}
