//! The pack's departments as the reader of documents wants them.

use pack::Pack;

/// Every department with the names it goes or went by. Documents write 消防部门 where the reader knows 消防, so 部门 at
/// the end of a name is dropped; the reader reads it back.
#[must_use]
pub fn vocabulary(pack: &Pack) -> outline::Vocabulary {
    outline::Vocabulary::new(pack.departments.iter().map(department).collect())
}

fn department(department: &pack::Department) -> outline::Department {
    let mut aliases: Vec<outline::Alias> = Vec::new();
    let own = outline::Alias { text: plain(&department.name).to_owned(), valid_from: None, valid_to: None };
    let others = department.aliases.iter().map(|alias| outline::Alias {
        text: plain(&alias.name).to_owned(),
        valid_from: alias.valid_from.map(|day| day.to_string()),
        valid_to: alias.valid_to.map(|day| day.to_string()),
    });
    for alias in others.chain([own]) {
        let known = aliases.iter_mut().find(|known| known.text == alias.text);
        match known {
            // A name that is still in use somewhere is in use.
            Some(known) if alias.valid_to.is_none() => *known = alias,
            Some(_) => {}
            None => aliases.push(alias),
        }
    }
    outline::Department { code: department.code.clone(), name: department.name.clone(), aliases }
}

/// A name without 部门 at its end; 部门 alone stays.
fn plain(name: &str) -> &str {
    name.strip_suffix("部门").filter(|rest| !rest.is_empty()).unwrap_or(name)
}
