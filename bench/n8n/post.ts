/** Posts JSON. @throws Error when it is not taken */
export async function post(
	url: string,
	body: string,
	headers: Record<string, string> = {},
): Promise<void> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${url} answered ${response.status} ${text}`);
}
