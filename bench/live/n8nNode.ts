import { installedN8n } from '../../demo/n8nInstall';

/** The Node that n8n runs on, where it is installed; otherwise the one that runs the bench. */
export async function n8nNode(): Promise<string> {
	return (await installedN8n())?.node ?? process.execPath;
}
