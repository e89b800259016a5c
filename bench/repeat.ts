/** Does something a number of times, one after the other. */
export async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
	const results: T[] = [];
	for (let time = 0; time < times; time++) results.push(await work());
	return results;
}
