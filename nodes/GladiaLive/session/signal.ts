/** Wakes the one who waits for something to happen, whatever it is. */
export class Bell {
	private waiting: Array<() => void> = [];

	ring(): void {
		const woken = this.waiting;
		this.waiting = [];
		for (const wake of woken) wake();
	}

	/** Resolves at the next ring. What happened before is not remembered: look first, then wait. */
	async heard(): Promise<void> {
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}
}
