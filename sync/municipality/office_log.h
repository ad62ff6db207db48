#pragma once

#include "sync/municipality/register.h"
#include "sync/municipality/two_persons.h"

#include <QString>

#include <vector>

namespace voucher {

/// What is wrong with the office's log, or with what the register holds beside it.
enum class FindingKind : std::uint8_t {
    NoLog,        ///< nothing says who did what
    Gap,          ///< an act is missing
    Unreadable,   ///< no act at all
    NotAnOfficer, ///< signed by nobody who could sign then, or altered
    BrokenLink,   ///< it does not follow the act before
    OutOfPlace,   ///< an opening, an adoption or an officer where none can be
    Backdated,    ///< more than ten minutes earlier than the act before
    NotTheirs,    ///< a second signature or a carried-out proposal that the rule forbids
    ActedAlone,   ///< took effect without the other officer
    NoSecond,     ///< nobody has countersigned it by the next day
    OtherKey,     ///< the officer's key of this folder never stood in the log
    OtherPast,    ///< not the log that was looked at before
    WithoutAct,   ///< the register holds what no act made
    Gone,         ///< an act made what the register no longer holds
    Changed,      ///< providers or programme are not as an act left them
};

struct Finding
{
    FindingKind kind;
    std::optional<Sequence> act;
    QString name; ///< of what the register holds
};

/// The office's acts from the first, as far as they prove themselves.
struct OfficeLog
{
    std::vector<Act> acts;
    std::vector<Officer> officers; ///< who may sign now
    std::vector<Officer> everybody;
    TwoPersons twoPersons;
    std::vector<Finding> findings;
    Sequence last = 0; ///< of all stored acts, also of those that do not prove themselves
    Hash head;

    const Officer* byKey(KeyId key) const;
    const Officer* byNumber(OfficerNumber number) const; ///< gone ones too
};

/// Reads and verifies the log from its first act; it costs one signature an act.
Stored<OfficeLog> officeLog(Register& registerOfAll);

/// Appends a signed act inside the caller's transaction; one number is taken once.
Stored<void> addAct(Register& registerOfAll, const Act& act);

/// Which key signs the first act.
Stored<void> setFirstOfficer(Register& registerOfAll, const PublicKey& key);

/// The words of a proposal, beside the act that holds their hash.
Stored<void> addProposal(Register& registerOfAll, Sequence act, const QByteArray& words);
Stored<std::optional<QByteArray>> proposalWords(Register& registerOfAll, Sequence act);

} // namespace voucher
