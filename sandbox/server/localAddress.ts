import { BlockList } from 'node:net';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
const LOCAL_NAME = /^[^.]+$|\.(localhost|local|internal|lan)$/;

const localNetworks = new BlockList();
localNetworks.addSubnet('127.0.0.0', 8);
localNetworks.addSubnet('10.0.0.0', 8);
localNetworks.addSubnet('172.16.0.0', 12);
localNetworks.addSubnet('192.168.0.0', 16);
localNetworks.addSubnet('169.254.0.0', 16);
localNetworks.addAddress('::1', 'ipv6');
localNetworks.addSubnet('fc00::', 7, 'ipv6');
localNetworks.addSubnet('fe80::', 10, 'ipv6');

/** @param hostname as `URL` gives it: lower case, IPv6 in brackets */
export function isThisMachine(hostname: string): boolean {
	return LOOPBACK_NAMES.has(hostname);
}

/** Whether a host is this machine or one of its private network, by address or by name. */
export function isLocalHost(hostname: string): boolean {
	if (hostname.startsWith('[')) return localNetworks.check(hostname.slice(1, -1), 'ipv6');
	if (/^[\d.]+$/.test(hostname)) return localNetworks.check(hostname);
	return LOCAL_NAME.test(hostname);
}
