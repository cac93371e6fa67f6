/** Sets of pictures: digits, faces, folders and archives, with what is known of them. @packageDocumentation */
export {};
