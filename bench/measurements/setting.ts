import type { N8nHost } from '../n8n/host';
import type { SandboxControls } from '../sandboxProcess';

/** What every measurement works with. */
export interface Setting {
	sandbox: SandboxControls;
	/** The real n8n, started when it is first asked for. */
	n8n: () => Promise<N8nHost>;
	/** For files; removed when the bench ends. */
	folder: string;
	/** Small sizes and few runs: to see that everything works, rather than how well. */
	quick: boolean;
}
