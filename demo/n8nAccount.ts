import type { IDataObject } from 'n8n-workflow';

/** Account of the owner of a fresh n8n. */
export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	/** At least 8 characters with a digit and a capital. */
	password: string;
}

/** A credential to be saved in n8n. */
export interface Credential {
	name: string;
	type: string;
	data: IDataObject;
}

/** A credential that n8n has saved, as nodes name it. */
export interface StoredCredential {
	id: string;
	name: string;
}
