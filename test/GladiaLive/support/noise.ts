/** Bytes that differ at every position, so that a lost or doubled one changes the hash. */
export function noise(length: number): Uint8Array {
	const bytes = new Uint8Array(length);
	let state = 0x2545f491;
	for (let at = 0; at < length; at++) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		bytes[at] = state >>> 24;
	}
	return bytes;
}
