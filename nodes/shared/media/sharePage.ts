/** The page on which a service shows a shared file: a browser gets a page there, not the file. */
export interface SharePage {
	/** Name of the service. */
	service: string;
	/** How to get the file itself. */
	advice: string;
}

interface Service extends SharePage {
	/** Host and path of its pages. */
	hosts: RegExp;
	paths: RegExp;
	/** Parameter, as `name=value`, with which the same address gives the file. */
	direct?: RegExp;
}

const byNode = (node: string) =>
	`Put a ${node} node before this one that downloads the file, and set 'Audio Source' to 'File From Previous Node'`;

const SERVICES: Service[] = [
	{
		service: 'Google Drive',
		hosts: /^(drive|docs)\.google\.com$/,
		paths: /^\/(file\/(u\/\d+\/)?d\/|open$|drive\/)/,
		advice: `${byNode('Google Drive')}. For a public file below 100 MB, https://drive.google.com/uc?export=download&id= with the file's ID may do as well`,
	},
	{
		service: 'Dropbox',
		hosts: /^(www\.)?dropbox\.com$/,
		paths: /^\/(sh|scl\/fo|home|preview|work)(\/|$)/,
		advice: `Share the file instead of its folder. Or: ${lowerFirst(byNode('Dropbox'))}`,
	},
	{
		service: 'OneDrive',
		hosts: /^(1drv\.ms|onedrive\.live\.com)$/,
		paths: /^\/(?!download)/,
		advice: byNode('Microsoft OneDrive'),
	},
	{
		service: 'SharePoint',
		hosts: /\.sharepoint\.com$/,
		paths: /^\/:[a-z]:\//,
		direct: /^download=1$/,
		advice: `${byNode('Microsoft SharePoint')}. For a file shared with anyone, the link with &download=1 at its end may do as well`,
	},
	{
		service: 'WeTransfer',
		hosts: /^(we\.tl|([\w-]+\.)?wetransfer\.com)$/,
		paths: /^\/(downloads\/|t-)/,
		advice: 'WeTransfer has no address of the file itself: download it and upload it elsewhere',
	},
];

function lowerFirst(sentence: string): string {
	return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/**
 * The service whose page an address leads to, where its form is known.
 *
 * @param address a complete web address
 */
export function sharePageOf(address: string): SharePage | undefined {
	const { hostname, pathname, searchParams } = new URL(address);
	return SERVICES.find(
		({ hosts, paths, direct }) =>
			hosts.test(hostname) &&
			paths.test(pathname) &&
			![...searchParams].some(([name, value]) => direct?.test(`${name}=${value}`)),
	);
}

const DROPBOX_FILE = /^\/(s|scl\/fi)\//;

/**
 * The address of the file that a share link is for. Only Dropbox documents one that always works: with
 * `dl=1` (https://help.dropbox.com/share/force-download). Any other address stays as it is.
 */
export function directAddress(address: string): string {
	const url = new URL(address);
	const isDropbox = /^(www\.)?dropbox\.com$/.test(url.hostname) && DROPBOX_FILE.test(url.pathname);
	if (!isDropbox || url.searchParams.get('raw') === '1') return address;
	url.searchParams.set('dl', '1');
	return url.toString();
}
