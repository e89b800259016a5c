const PRIVATE_IPV4 = [
	/^0\./,
	/^10\./,
	/^127\./,
	/^169\.254\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^192\.168\./,
];

/**
 * Whether a host can be reached only from the machine itself or from its own network.
 *
 * @param hostname as in `URL.hostname`, so IPv6 addresses are in brackets
 */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.toLowerCase();
	if (host.startsWith('[')) return /^\[(::1?\]|f[cd]|fe80:)/.test(host);
	if (/^[\d.]+$/.test(host)) return PRIVATE_IPV4.some((range) => range.test(host));
	return !host.includes('.') || /\.(local|localhost|internal|lan|home\.arpa)$/.test(host);
}
