#include "qml/models/desk_views.h"

namespace voucher {

QStringList OfferView::sentences() const
{
    // Those that ask (the closed day, the clock) stand beside their answers.
    static constexpr Condition said[] = {Condition::Practice, Condition::NotConfirmed, Condition::EvidenceNeeded,
                                         Condition::ListsAgeing, Condition::SoftLimit};
    QStringList texts;
    for (const Condition condition : said) {
        if (!conditions.testFlag(condition))
            continue;
        const RefusalFigures figures{.when = listsIssued, .count = waiting, .coupon = false, .helpLine = {}};
        texts += conditionSentence(condition, figures) + u' ' + conditionStep(condition);
    }
    return texts;
}

} // namespace voucher
