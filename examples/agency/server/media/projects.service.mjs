/** A table in an app: what there is, where it lies in the bucket, and who takes part. */
const PROJECTS = [
  { name: "Harbour", folder: "projects/42/", people: ["anna"] },
  { name: "Museum", folder: "projects/43/", people: ["ben"] },
];

export class ProjectsService {
  of(personId) {
    return PROJECTS.filter(({ people }) => people.includes(personId));
  }
}
