/** Which icons do the pages draw? Outlines of 16 by 16 units. */

export const closeIcon = ['M4 4l8 8M12 4l-8 8'];
export const splitIcon = ['M2.5 3h11v10h-11zM8 3v10'];
export const similarIcon = ['M6.5 2.5h7v7h-7z', 'M9.5 9.5v4h-7v-7h4'];
export const docsIcon = ['M8 4.5C6.5 3.2 4.5 3 2.5 3v9.5c2 0 4 .2 5.5 1.5 1.5-1.3 3.5-1.5 5.5-1.5V3c-2 0-4 .2-5.5 1.5zM8 4.5V14'];
export const codeIcon = ['M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5'];
export const chevronIcon = ['M6 4l4 4-4 4'];
export const starIcon = ['M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z'];
export const listIcon = ['M2.5 4h11M2.5 8h11M2.5 12h11'];
export const moreIcon = ['M2.5 5h11M2.5 8.5h7M12 13.5V8M9.8 10.1L12 7.9l2.2 2.2'];
export const fewerIcon = ['M2.5 5h11M2.5 8.5h7M12 8v5.5M9.8 11.4L12 13.6l2.2-2.2'];
