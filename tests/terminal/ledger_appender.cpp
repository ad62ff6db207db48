#include "ledger_fixture.h"

#include <QCoreApplication>

#include <iostream>

/// Records without end in the file that it is given, and says each entry once `append` has returned it.
int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    voucher::test::LedgerFixture f(application.arguments().value(1));
    if (!f.ledger || !f.enrol()) {
        return 1;
    }
    for (;;) {
        std::cout << f.append(f.redemption(1)).message().toHex().toStdString() << std::endl;
    }
}
