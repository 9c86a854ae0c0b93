/** Which icons do the pages draw? Outlines of 16 by 16 units. */

export const closeIcon = ['M4 4l8 8M12 4l-8 8'];
export const splitIcon = ['M2.5 3h11v10h-11zM8 3v10'];
export const similarIcon = ['M6.5 2.5h7v7h-7z', 'M9.5 9.5v4h-7v-7h4'];
export const chevronIcon = ['M6 4l4 4-4 4'];
