import { BlockList, isIP } from 'node:net';

const PRIVATE_ADDRESSES = new BlockList();
PRIVATE_ADDRESSES.addSubnet('0.0.0.0', 8);
PRIVATE_ADDRESSES.addSubnet('10.0.0.0', 8);
PRIVATE_ADDRESSES.addSubnet('127.0.0.0', 8);
PRIVATE_ADDRESSES.addSubnet('169.254.0.0', 16);
PRIVATE_ADDRESSES.addSubnet('172.16.0.0', 12);
PRIVATE_ADDRESSES.addSubnet('192.168.0.0', 16);
PRIVATE_ADDRESSES.addSubnet('::', 127, 'ipv6');
PRIVATE_ADDRESSES.addSubnet('fc00::', 7, 'ipv6');
PRIVATE_ADDRESSES.addSubnet('fe80::', 10, 'ipv6');

/**
 * Whether only this machine or its own network can reach a host.
 *
 * @param hostname as in `URL.hostname`, so IPv6 addresses are in brackets
 */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
	const version = isIP(host);
	if (version > 0) return PRIVATE_ADDRESSES.check(host, version === 6 ? 'ipv6' : 'ipv4');
	return !host.includes('.') || /\.(local|localhost|internal|lan|home\.arpa)$/.test(host);
}
