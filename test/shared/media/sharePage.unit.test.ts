import { directAddress, sharePageOf } from '../../../nodes/shared/media/sharePage';

describe('sharePageOf', () => {
	it.each([
		['https://drive.google.com/file/d/1YvY3gX-4/view?usp=sharing', 'Google Drive'],
		['https://drive.google.com/file/u/1/d/1YvY3gX-4/view', 'Google Drive'],
		['https://drive.google.com/open?id=1YvY3gX-4', 'Google Drive'],
		['https://drive.google.com/drive/folders/1YvY3gX-4', 'Google Drive'],
		['https://www.dropbox.com/scl/fo/abc/h?rlkey=x&dl=0', 'Dropbox'],
		['https://www.dropbox.com/sh/abc/def?dl=0', 'Dropbox'],
		['https://www.dropbox.com/home/Calls', 'Dropbox'],
		['https://1drv.ms/u/s!Aabc', 'OneDrive'],
		['https://onedrive.live.com/?id=1&cid=2', 'OneDrive'],
		['https://acme.sharepoint.com/:u:/s/Team/Eabc?e=x', 'SharePoint'],
		['https://acme-my.sharepoint.com/:v:/g/personal/a_b/Eabc', 'SharePoint'],
		['https://we.tl/t-abc', 'WeTransfer'],
		['https://wetransfer.com/downloads/abc/def', 'WeTransfer'],
		['https://acme.wetransfer.com/downloads/abc/def', 'WeTransfer'],
	])('%s: a page of %s', (address, service) => {
		expect(sharePageOf(address)?.service).toBe(service);
	});

	it.each([
		['https://drive.google.com/uc?export=download&id=1YvY3gX-4'],
		['https://drive.usercontent.google.com/download?id=1YvY3gX-4'],
		['https://www.dropbox.com/scl/fi/abc/call.mp3?rlkey=x&dl=1'],
		['https://dl.dropboxusercontent.com/s/abc/call.mp3'],
		['https://onedrive.live.com/download?resid=1'],
		['https://acme.sharepoint.com/:u:/s/Team/Eabc?e=x&download=1'],
		['https://acme.sharepoint.com/sites/Team/Shared%20Documents/call.mp3'],
		['https://www.youtube.com/watch?v=abc'],
		['https://vimeo.com/123'],
		['https://example.com/file/d/1/call.mp3'],
		['https://mydrive.google.com.example/file/d/1'],
	])('%s: none', (address) => {
		expect(sharePageOf(address)).toBeUndefined();
	});
});

describe('directAddress', () => {
	it.each([
		[
			'https://www.dropbox.com/scl/fi/abc/call.mp3?rlkey=x&dl=0',
			'https://www.dropbox.com/scl/fi/abc/call.mp3?rlkey=x&dl=1',
		],
		['https://dropbox.com/s/abc/call.mp3', 'https://dropbox.com/s/abc/call.mp3?dl=1'],
	])('%s becomes the file', (address, direct) => {
		expect(directAddress(address)).toBe(direct);
	});

	it.each([
		['https://www.dropbox.com/s/abc/call.mp3?raw=1'],
		['https://www.dropbox.com/sh/abc/def?dl=0'],
		['https://example.com/s/abc/call.mp3?dl=0'],
		['https://example.com/a b.mp3'],
	])('%s stays', (address) => {
		expect(directAddress(address)).toBe(address);
	});
});
