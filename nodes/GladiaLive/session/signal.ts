/** Wakes a waiting task when anything changes; the task then checks what. */
export class Signal {
	private waiting: Array<() => void> = [];

	notify(): void {
		const waiting = this.waiting;
		this.waiting = [];
		for (const wake of waiting) wake();
	}

	/** Resolves at the next notification. Earlier ones are not remembered: check first, then wait. */
	async wait(): Promise<void> {
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}
}
