import { startSandbox } from '../sandbox/sandbox';

/** The Gladia that the demo's credential points to. */
export interface GladiaServer {
	name: string;
	baseUrl: string;
	apiKey: string;
	close: () => Promise<void>;
}

const SANDBOX_KEY = 'sandbox-key';

/** The real API when `apiKey` is given, else a local sandbox that needs no key and costs nothing. */
export async function gladiaServer(apiKey: string | undefined): Promise<GladiaServer> {
	if (apiKey) {
		const close = async () => {};
		return { name: 'Gladia', baseUrl: 'https://api.gladia.io', apiKey, close };
	}
	const sandbox = await startSandbox({ keys: [SANDBOX_KEY] });
	return {
		name: 'Gladia sandbox',
		baseUrl: sandbox.url,
		apiKey: SANDBOX_KEY,
		close: async () => await sandbox.close(),
	};
}
