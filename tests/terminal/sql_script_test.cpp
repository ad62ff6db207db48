#include "terminal/sql_script.h"

#include <QTest>

using namespace voucher;

class SqlScriptTest : public QObject
{
    Q_OBJECT
private slots:
    void keepsSemicolonsOfQuotesAndTriggers();
    void dropsCommentsAndEmptyStatements();
    void survivesWhatNeverCloses();
};

void SqlScriptTest::keepsSemicolonsOfQuotesAndTriggers()
{
    const QString trigger =
        QStringLiteral("CREATE TRIGGER t BEFORE DELETE ON a BEGIN SELECT RAISE(ABORT, 'no; never'); "
                       "SELECT 1; END");
    const QString insert = QStringLiteral("INSERT INTO a VALUES ('it''s; fine', \"x;y\")");
    QCOMPARE(statementsOf(trigger + QStringLiteral(";\n") + insert + u';'), QStringList({trigger, insert}));
    const QString temporary = QStringLiteral("CREATE TEMP TRIGGER t BEFORE DELETE ON a BEGIN SELECT 1; END");
    QCOMPARE(statementsOf(temporary + u';' + insert), QStringList({temporary, insert}));
}

void SqlScriptTest::dropsCommentsAndEmptyStatements()
{
    const QStringList found = statementsOf(u"-- why; this\nCREATE TABLE a(b);; /* and; that */ ;CREATE TABLE c(d)\n;");
    QCOMPARE(found, QStringList({QStringLiteral("CREATE TABLE a(b)"), QStringLiteral("CREATE TABLE c(d)")}));
    QVERIFY(statementsOf(u" ;; -- nothing").isEmpty());
}

void SqlScriptTest::survivesWhatNeverCloses()
{
    QCOMPARE(statementsOf(u"SELECT 'open; ").size(), 1);
    QCOMPARE(statementsOf(u"SELECT 1 /* open; ").size(), 1);
    QCOMPARE(statementsOf(u"CREATE TRIGGER t BEGIN SELECT 1; SELECT 2;").size(), 1);
}

QTEST_APPLESS_MAIN(SqlScriptTest)
#include "sql_script_test.moc"
