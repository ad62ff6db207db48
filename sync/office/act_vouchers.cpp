#include "sync/office/office.h"

#include "crypto/signs/sign.h"
#include "sync/municipality/facts.h"
#include "sync/municipality/issuing.h"
#include "sync/municipality/paper.h"

namespace voucher {

namespace {

QString sentenceOf(IssueError error)
{
    switch (error) {
    case IssueError::RegisterTrouble:
        return registerTrouble();
    case IssueError::UnknownVoucher:
        return QStringLiteral("Δεν υπάρχει επιταγή με αυτόν τον αριθμό.");
    case IssueError::NotReplaceable:
        return QStringLiteral("Η επιταγή έχει λήξει, ανακληθεί ή αντικατασταθεί. Εκδώστε καινούργια.");
    case IssueError::BadPeriod:
        return QStringLiteral(
            "Η διάρκεια δεν γίνεται: η λήξη έχει περάσει, είναι πριν από την αρχή ή απέχει πάνω από δέκα χρόνια.");
    case IssueError::BadQuantity:
        return QStringLiteral("Η ποσότητα είναι από 1 έως 1.000.000.");
    }
    Q_UNREACHABLE();
}

ActKind actOfStatus(VoucherStatus status)
{
    switch (status) {
    case VoucherStatus::Valid:
        return ActKind::Resumed;
    case VoucherStatus::Revoked:
        return ActKind::Revoked;
    case VoucherStatus::Suspended:
        return ActKind::Suspended;
    case VoucherStatus::Replaced:
        return ActKind::Replaced;
    }
    Q_UNREACHABLE();
}

QJsonObject described(const IssuedVoucher& issued)
{
    return {{QStringLiteral("number"), voucherNumber(issued.claims.id)},
            {QStringLiteral("family"), issued.family},
            {QStringLiteral("sign"), signNames(signOf(issued.claims.id), QLocale::Greek)},
            {QStringLiteral("quantity"), static_cast<qint64>(issued.claims.quantity)}};
}

tl::expected<void, QString> writePaper(const QCommandLineParser& options, const Programme& programme,
                                       const std::vector<IssuedVoucher>& vouchers)
{
    const QString file = options.value(QStringLiteral("pdf"));
    if (file.isEmpty())
        return tl::unexpected(QStringLiteral("Πείτε πού θα γραφτεί το έντυπο: --pdf αρχείο.pdf"));
    if (!writeVoucherPaper(file, programme.title, vouchers, programme.helpLine))
        return tl::unexpected(QStringLiteral("Το αρχείο %1 δεν γράφεται. Διαλέξτε άλλον φάκελο.").arg(file));
    return {};
}

tl::expected<VoucherOrder, QString> orderFrom(const Programme& programme, const QCommandLineParser& options)
{
    VoucherOrder order;
    order.programme = programme.id;
    bool serviceOk = false;
    bool quantityOk = false;
    bool providerOk = true;
    order.service.value = options.value(QStringLiteral("service")).toUInt(&serviceOk);
    order.quantity = options.value(QStringLiteral("quantity")).toLongLong(&quantityOk);
    if (options.isSet(QStringLiteral("provider")))
        order.provider = ProviderId{options.value(QStringLiteral("provider")).toUInt(&providerOk)};
    if (!serviceOk || !quantityOk || !providerOk)
        return tl::unexpected(
            QStringLiteral("Δώστε υπηρεσία και ποσότητα με αριθμούς: --service 7 --quantity 10 [--provider 12]"));
    const bool known =
        std::ranges::any_of(programme.services, [&](const Service& service) { return service.code == order.service; });
    if (!known)
        return tl::unexpected(QStringLiteral("Η υπηρεσία %1 δεν είναι του προγράμματος.").arg(order.service.value));
    const auto from = instantOf(options.value(QStringLiteral("from")), false);
    const auto until = instantOf(options.value(QStringLiteral("until")), true);
    if (!from || !until)
        return tl::unexpected(from ? until.error() : from.error());
    order.notBefore = *from;
    order.expires = *until;
    order.kind = options.isSet(QStringLiteral("cents")) ? AmountKind::Cents : AmountKind::Visits;
    order.practice = options.isSet(QStringLiteral("practice"));
    return order;
}

} // namespace

ActResult issue(const Office& office, const QCommandLineParser& options)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto programme = programmeOf(**registerOfAll);
    if (!programme)
        return tl::unexpected(programme.error());
    auto order = orderFrom(*programme, options);
    if (!order)
        return tl::unexpected(order.error());
    const QStringList families = options.values(QStringLiteral("family"));
    if (families.isEmpty())
        return tl::unexpected(QStringLiteral("Πείτε για ποια οικογένεια: --family Α-17"));
    if (const auto waiting = proposeInstead(office, **registerOfAll, options, ActKind::Issued))
        return *waiting;
    const auto issuer = office.keys().read(QStringLiteral("issuer"), Algorithm::EdDSA);
    if (!issuer)
        return tl::unexpected(keyMissing(office));

    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    std::vector<IssuedVoucher> issued;
    ActContent what = actOf(ActKind::Issued, {});
    QList<QJsonObject> lines;
    for (const QString& family : families) {
        order->family = family;
        auto one = issueVoucher(**registerOfAll, *issuer, *order, office.now);
        if (!one)
            return tl::unexpected(sentenceOf(one.error()));
        lines += described(*one);
        what.facts.push_back(factOf(*one));
        issued.push_back(std::move(*one));
    }
    // A signed paper may not lie about that the two-person rule forbids.
    if (const auto logged = logAct(office, **registerOfAll, std::move(what)); !logged)
        return tl::unexpected(logged.error());
    // The paper first: a voucher that is in the register but on no paper would be nobody's.
    if (const auto written = writePaper(options, *programme, issued); !written)
        return tl::unexpected(written.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return lines;
}

ActResult reprint(const Office& office, const QCommandLineParser& options, const QString& number)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto programme = programmeOf(**registerOfAll);
    const auto id = voucherOf(number);
    if (!programme || !id)
        return tl::unexpected(programme ? id.error() : programme.error());
    const auto found = (*registerOfAll)->voucherById(*id);
    if (!found)
        return tl::unexpected(registerTrouble());
    if (!*found)
        return tl::unexpected(sentenceOf(IssueError::UnknownVoucher));
    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    if (const auto logged = logAct(office, **registerOfAll, actOf(ActKind::Reprinted, {factOf(**found)})); !logged)
        return tl::unexpected(logged.error());
    if (const auto written = writePaper(options, *programme, {**found}); !written)
        return tl::unexpected(written.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{described(**found)};
}

ActResult replace(const Office& office, const QCommandLineParser& options, const QString& number)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto programme = programmeOf(**registerOfAll);
    const auto id = voucherOf(number);
    if (!programme || !id)
        return tl::unexpected(programme ? id.error() : programme.error());
    const auto issuer = office.keys().read(QStringLiteral("issuer"), Algorithm::EdDSA);
    if (!issuer)
        return tl::unexpected(keyMissing(office));
    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    const auto issued = replaceVoucher(**registerOfAll, *issuer, *id, office.now);
    if (!issued)
        return tl::unexpected(sentenceOf(issued.error()));
    auto facts = statusFacts(**registerOfAll, {*id, issued->claims.id}, office.now);
    if (!facts)
        return tl::unexpected(registerTrouble());
    facts->push_back(factOf(*issued));
    if (const auto logged = logAct(office, **registerOfAll, actOf(ActKind::Replaced, std::move(*facts))); !logged)
        return tl::unexpected(logged.error());
    if (const auto written = writePaper(options, *programme, {*issued}); !written)
        return tl::unexpected(written.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{described(*issued)};
}

ActResult setStatus(const Office& office, VoucherStatus status, const QString& number)
{
    const auto registerOfAll = openRegisterToSign(office);
    const auto id = voucherOf(number);
    if (!registerOfAll || !id)
        return tl::unexpected(registerOfAll ? id.error() : registerOfAll.error());
    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    const auto found = (*registerOfAll)->voucherById(*id);
    const auto before = (*registerOfAll)->voucherStatusAt(*id, office.now);
    if (!found || !before)
        return tl::unexpected(registerTrouble());
    if (!*found)
        return tl::unexpected(sentenceOf(IssueError::UnknownVoucher));
    // Revoked and replaced papers stay so: a family has a newer one, or was told.
    if (*before == VoucherStatus::Revoked || *before == VoucherStatus::Replaced)
        return tl::unexpected(sentenceOf(IssueError::NotReplaceable));
    if (!(*registerOfAll)->setVoucherStatus(*id, status, office.now))
        return tl::unexpected(registerTrouble());
    const ActContent what = actOf(actOfStatus(status), {factOf(*id, office.now, status)});
    if (const auto logged = logAct(office, **registerOfAll, what); !logged)
        return tl::unexpected(logged.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    QJsonObject line = described(**found);
    line.insert(QStringLiteral("next"), publishFirst());
    return QList<QJsonObject>{line};
}

} // namespace voucher
