/** The proxy was reached, and did not connect. */
export class ProxyError extends Error {}
