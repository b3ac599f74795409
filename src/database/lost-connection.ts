/** Whether what was thrown says that the database went away, or is not there: then nothing is wrong with the statement. */

/** Of the socket (Node), and of PostgreSQL: connection exceptions, an administrator's stop, a crash, not yet started. */
const LOST =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|ENOTFOUND|EAI_AGAIN|08...|57P0[123])$/;
/** What the driver says, without a code, of a connection that ended under a statement. */
const ENDED = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

export function isConnectionLost(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return LOST.test(String(code)) || ENDED.test(String(message));
}
