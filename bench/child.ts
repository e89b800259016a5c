import type { Answer, Order } from './runInChild';

async function carryOut({ task, input }: Order): Promise<Answer> {
	try {
		const { run } = (await import(`./tasks/${task}`)) as { run: (input: unknown) => unknown };
		return { result: await run(input) };
	} catch (error) {
		return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
	}
}

process.once('message', (order) => {
	void carryOut(order as Order).then((answer) => process.send?.(answer, () => process.exit()));
});
// Left alone by the bench, there is nobody to measure for.
process.once('disconnect', () => process.exit());
