import { refreshPages } from './pages';

/** `npm run docs`: makes the tables and examples in docs/ anew from the nodes. */
async function main(): Promise<void> {
	const changed = await refreshPages();
	console.log(changed.length > 0 ? changed.join('\n') : 'All pages are up to date.');
}

void main();
