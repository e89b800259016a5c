import type { Listener } from './liveTeller';

/** A connection, as the session sees it. */
export interface Line extends Listener {
	/** Closes with 1000. @returns false when the line goes down in another way instead */
	end(): boolean;
	/** Another connection of the same session takes over. */
	replaced(): void;
}
