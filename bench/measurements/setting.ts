import type { SandboxControls } from '../sandboxProcess';

/** What every measurement works with. */
export interface Setting {
	sandbox: SandboxControls;
	/** For files; removed when the bench ends. */
	folder: string;
	/** Small sizes and few runs: to see that everything works, rather than how well. */
	quick: boolean;
}
