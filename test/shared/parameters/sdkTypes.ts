import type ts from 'typescript';
import { checker, sdkType } from '../../support/sdkProgram';

/** What the SDK says about one field of a request. */
export interface SdkField {
	path: string;
	/** The values of an enumeration, of a list's entries too; none for other fields. */
	values: string[];
	/** Keys of the objects which a list may hold. */
	entryKeys: string[];
}

/** Every field that a request type of the official SDK knows, down to the innermost objects. */
export function fieldsOf(typeName: string): SdkField[] {
	return fields(sdkType(typeName), '');
}

function fields(type: ts.Type, prefix: string): SdkField[] {
	return type.getProperties().flatMap((property) => {
		const path = prefix + property.name;
		const propertyType = checker.getNonNullableType(checker.getTypeOfSymbol(property));
		if (isConfiguration(propertyType)) return fields(propertyType, `${path}.`);
		const [element] = checker.isArrayType(propertyType)
			? checker.getTypeArguments(propertyType as ts.TypeReference)
			: [];
		const members = membersOf(element ?? propertyType);
		return [
			{
				path,
				values: members.flatMap((member) => (member.isStringLiteral() ? [member.value] : [])),
				entryKeys: members
					.filter(isConfiguration)
					.flatMap((member) => member.getProperties().map(({ name }) => name)),
			},
		];
	});
}

function membersOf(type: ts.Type): ts.Type[] {
	return type.isUnion() ? type.types : [type];
}

/** An interface of the API; not a text, a list, or a free object without known keys. */
function isConfiguration(type: ts.Type): boolean {
	return type.isClassOrInterface() && type.symbol.name.includes('V2');
}
