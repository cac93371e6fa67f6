/** Sets of pictures: digits, faces, folders and archives, with what is known of them. @packageDocumentation */
export { imageSet, valuesPerPicture } from './set/image-set';
export type { ImageAttributes, ImageFile, ImageSet, PictureSize } from './set/image-set';
export { meanPicture, toPixels, toRows } from './set/rows';
export { takeImages } from './set/selection';
export { drawnDigits } from './drawn/digits';
export { drawnFaces } from './drawn/faces';
export { faceAttributeNames } from './drawn/face-traits';
export type { FaceAttribute } from './drawn/face-traits';
export type { DrawingOptions } from './drawn/check-drawing';
