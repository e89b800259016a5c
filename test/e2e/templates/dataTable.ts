import type { IDataObject } from 'n8n-workflow';
import type { N8nRest } from '../../../demo/n8nRest';

/** The most rows that n8n gives at once. */
const PAGE = 250;

/** What n8n adds to each row. */
const SYSTEM_COLUMNS = ['id', 'createdAt', 'updatedAt'];

interface DataTable {
	id: string;
	name: string;
	projectId: string;
}

/** The rows of a data table in the order in which they were added, without what n8n adds to each. */
export async function tableRows(rest: N8nRest, name: string): Promise<IDataObject[]> {
	const path = await pathOf(rest, name);
	const rows: IDataObject[] = [];
	for (;;) {
		const page = `${path}/rows?take=${PAGE}&skip=${rows.length}&sortBy=id:asc`;
		const { data } = await request<{ data: IDataObject[] }>(rest, 'GET', page);
		if (data.length === 0) break;
		rows.push(...data);
	}
	return rows.map((row) =>
		Object.fromEntries(Object.entries(row).filter(([column]) => !SYSTEM_COLUMNS.includes(column))),
	);
}

/** Adds rows as a person does in n8n's table view. */
export async function addRows(rest: N8nRest, name: string, rows: IDataObject[]): Promise<void> {
	const path = await pathOf(rest, name);
	await request(rest, 'POST', `${path}/insert`, { data: rows, returnType: 'count' });
}

/** Removes a data table with its rows, so that the next template starts without it. */
export async function dropTable(rest: N8nRest, name: string): Promise<void> {
	await request(rest, 'DELETE', await pathOf(rest, name));
}

async function pathOf(rest: N8nRest, name: string): Promise<string> {
	const filter = encodeURIComponent(JSON.stringify({ name }));
	const { data } = await request<{ data: DataTable[] }>(
		rest,
		'GET',
		`/rest/data-tables-global?filter=${filter}`,
	);
	const table = data.find((one) => one.name === name);
	if (table === undefined) throw new Error(`There is no data table '${name}'.`);
	return `/rest/projects/${table.projectId}/data-tables/${table.id}`;
}

async function request<T>(rest: N8nRest, method: string, path: string, body?: object): Promise<T> {
	const response = await fetch(rest.url + path, {
		method,
		headers: {
			connection: 'close',
			'content-type': 'application/json',
			cookie: `n8n-auth=${rest.authCookie}`,
		},
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${path}: n8n answered ${response.status} ${text}`);
	return (JSON.parse(text) as { data: T }).data;
}
