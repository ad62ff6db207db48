<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AgainPage</name>
    <message>
        <source>Your PIN once more</source>
        <extracomment>Title: the person who has opened the device types the PIN again.</extracomment>
        <translation>Your PIN once more</translation>
    </message>
    <message numerus="yes">
        <source>That was not it. %n more tries.</source>
        <extracomment>%n tries remain before the device locks.</extracomment>
        <translation>
            <numerusform>That was not it. %n more try.</numerusform>
            <numerusform>That was not it. %n more tries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Please wait %n seconds and try again.</source>
        <extracomment>%n seconds until the next try.</extracomment>
        <translation>
            <numerusform>Please wait %n second and try again.</numerusform>
            <numerusform>Please wait %n seconds and try again.</numerusform>
        </translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>ChoosePinPage</name>
    <message>
        <source>Choose a PIN of six digits</source>
        <extracomment>Title when the first PIN is chosen.</extracomment>
        <translation>Choose a PIN of six digits</translation>
    </message>
    <message>
        <source>The same PIN once more</source>
        <extracomment>Title when the PIN is typed a second time.</extracomment>
        <translation>The same PIN once more</translation>
    </message>
    <message>
        <source>The two were not the same. Please begin again.</source>
        <extracomment>The second PIN was another one.</extracomment>
        <translation>The two were not the same. Please begin again.</translation>
    </message>
    <message>
        <source>Many people choose this PIN. Please choose another.</source>
        <extracomment>The PIN is among the commonest.</extracomment>
        <translation>Many people choose this PIN. Please choose another.</translation>
    </message>
    <message>
        <source>It opens this device each day. Nobody at the municipality knows it.</source>
        <extracomment>At the foot while a PIN is chosen.</extracomment>
        <translation>It opens this device each day. Nobody at the municipality knows it.</translation>
    </message>
    <message>
        <source>Nothing was changed: the device has no space left.</source>
        <extracomment>The disk is full or failed.</extracomment>
        <translation>Nothing was changed: the device has no space left.</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>Condition</name>
    <message>
        <source>The date of this device seems wrong.</source>
        <extracomment>The tablet&apos;s clock is far from the time the municipality signed.</extracomment>
        <translation>The date of this device seems wrong.</translation>
    </message>
    <message>
        <source>Today is a holiday for the programme.</source>
        <extracomment>A public holiday by the municipality&apos;s calendar.</extracomment>
        <translation>Today is a holiday for the programme.</translation>
    </message>
    <message>
        <source>This device was last updated on {date}.</source>
        <extracomment>{date} is the day of the last update from the municipality.</extracomment>
        <translation>This device was last updated on {date}.</translation>
    </message>
    <message>
        <source>A signature is needed for this visit.</source>
        <extracomment>The service asks for the guardian&apos;s signature at each visit.</extracomment>
        <translation>A signature is needed for this visit.</translation>
    </message>
    <message>
        <source>Practice voucher: it counts nowhere.</source>
        <extracomment>A voucher for trying things out.</extracomment>
        <translation>Practice voucher: it counts nowhere.</translation>
    </message>
    <message>
        <source>How many are left has not been confirmed yet.</source>
        <extracomment>The number left could not be confirmed without a network.</extracomment>
        <translation>How many are left has not been confirmed yet.</translation>
    </message>
    <message>
        <source>Choose the right day and time to continue.</source>
        <extracomment>The person chooses before recording.</extracomment>
        <translation>Choose the right day and time to continue.</translation>
    </message>
    <message>
        <source>If the visit takes place, tell us the reason. The municipality will see it.</source>
        <extracomment>The operator chooses a reason below.</extracomment>
        <translation>If the visit takes place, tell us the reason. The municipality will see it.</translation>
    </message>
    <message>
        <source>Connect when you can. Carry on as usual.</source>
        <extracomment>Nothing to answer.</extracomment>
        <translation>Connect when you can. Carry on as usual.</translation>
    </message>
    <message>
        <source>Connect today, if possible.</source>
        <extracomment>Nothing to answer.</extracomment>
        <translation>Connect today, if possible.</translation>
    </message>
    <message>
        <source>Turn the screen towards the family.</source>
        <extracomment>Towards the family.</extracomment>
        <translation>Turn the screen towards the family.</translation>
    </message>
    <message>
        <source>Try without worry. For the child, show the real voucher.</source>
        <extracomment>After &quot;it counts nowhere&quot;.</extracomment>
        <translation>Try without worry. For the child, show the real voucher.</translation>
    </message>
    <message>
        <source>The municipality confirms it at the next connection.</source>
        <extracomment>Nothing to answer.</extracomment>
        <translation>The municipality confirms it at the next connection.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are waiting. They are safe.</source>
        <extracomment>%n records were never sent for want of a network.</extracomment>
        <translation>
            <numerusform>%n record is waiting. It is safe.</numerusform>
            <numerusform>%n records are waiting. They are safe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>Without an invitation</source>
        <extracomment>Title for someone without an invitation.</extracomment>
        <translation>Without an invitation</translation>
    </message>
    <message>
        <source>Connect to the municipality</source>
        <extracomment>Title of the first start.</extracomment>
        <translation>Connect to the municipality</translation>
    </message>
    <message>
        <source>The municipality prints an invitation for each device.</source>
        <extracomment>Where an invitation comes from.</extracomment>
        <translation>The municipality prints an invitation for each device.</translation>
    </message>
    <message>
        <source>Have the invitation from the municipality at hand.</source>
        <extracomment>What the first step needs.</extracomment>
        <translation>Have the invitation from the municipality at hand.</translation>
    </message>
    <message>
        <source>Ask for yours where you signed your contract. Until then you can try everything with a practice voucher: nothing is recorded.</source>
        <extracomment>How to get an invitation.</extracomment>
        <translation>Ask for yours where you signed your contract. Until then you can try everything with a practice voucher: nothing is recorded.</translation>
    </message>
    <message>
        <source>You choose a PIN, scan the invitation, and compare six pictures with the office. It takes two minutes.</source>
        <extracomment>What happens after scanning.</extracomment>
        <translation>You choose a PIN, scan the invitation, and compare six pictures with the office. It takes two minutes.</translation>
    </message>
    <message>
        <source>Try a practice voucher</source>
        <extracomment>Shows an offer of the practice voucher.</extracomment>
        <translation>Try a practice voucher</translation>
    </message>
    <message>
        <source>Scan the invitation</source>
        <extracomment>Opens the camera for the invitation.</extracomment>
        <translation>Scan the invitation</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
    <message>
        <source>I have no invitation</source>
        <extracomment>For someone who has no invitation yet.</extracomment>
        <translation>I have no invitation</translation>
    </message>
    <message numerus="yes">
        <source>%n records were brought over. They are sent once the device is connected.</source>
        <extracomment>Before a new connection, after a damaged file.</extracomment>
        <translation>
            <numerusform>%n record was brought over. It is sent once the device is connected.</numerusform>
            <numerusform>%n records were brought over. They are sent once the device is connected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Group</name>
    <message>
        <source>This visit has not ended yet.</source>
        <extracomment>A group&apos;s list: the child is scanned again, its visit has not ended yet.</extracomment>
        <translation>This visit has not ended yet.</translation>
    </message>
    <message>
        <source>Open it to answer.</source>
        <extracomment>A group&apos;s list: this child&apos;s offer has a question; &quot;Open&quot; is the button beside it.</extracomment>
        <translation>Open it to answer.</translation>
    </message>
</context>
<context>
    <name>GroupPage</name>
    <message>
        <source>Recorded %1</source>
        <extracomment>A child&apos;s line in the group; %1 is a time.</extracomment>
        <translation>Recorded %1</translation>
    </message>
    <message>
        <source>For review %1</source>
        <extracomment>A child&apos;s line in the group: the operator&apos;s word; %1 is a time.</extracomment>
        <translation>For review %1</translation>
    </message>
    <message>
        <source>Needs an answer</source>
        <extracomment>A child&apos;s line in the group: its offer has a question.</extracomment>
        <translation>Needs an answer</translation>
    </message>
    <message>
        <source>Taken off</source>
        <extracomment>A child&apos;s line in the group: its record was taken back.</extracomment>
        <translation>Taken off</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <extracomment>A child&apos;s line in the group: refused.</extracomment>
        <translation>Not recorded</translation>
    </message>
    <message>
        <source>Group</source>
        <extracomment>Title of the list of children; without any yet.</extracomment>
        <translation>Group</translation>
    </message>
    <message numerus="yes">
        <source>Group · %n child(ren)</source>
        <extracomment>Title of the list of children; %n are recorded.</extracomment>
        <translation>
            <numerusform>Group · %n child</numerusform>
            <numerusform>Group · %n children</numerusform>
        </translation>
    </message>
    <message>
        <source>Show one code after the other. Each voucher is recorded at once; you can take it off again.</source>
        <extracomment>The group&apos;s list is still empty: what opening the group means.</extracomment>
        <translation>Show one code after the other. Each voucher is recorded at once; you can take it off again.</translation>
    </message>
    <message>
        <source>Take off</source>
        <extracomment>A child&apos;s line in the group: takes the record back.</extracomment>
        <translation>Take off</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>A child&apos;s line in the group: shows its own page, to answer or to note.</extracomment>
        <translation>Open</translation>
    </message>
    <message>
        <source>Close group</source>
        <extracomment>Ends the group and goes back to scanning one child.</extracomment>
        <translation>Close group</translation>
    </message>
    <message>
        <source>No paper</source>
        <extracomment>The family has no paper with it today.</extracomment>
        <translation>No paper</translation>
    </message>
    <message numerus="yes">
        <source>%n child(ren) need a look</source>
        <extracomment>Below the title: so many children wait for an answer or a note.</extracomment>
        <translation>
            <numerusform>%n child needs a look</numerusform>
            <numerusform>%n children need a look</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InvitationPage</name>
    <message>
        <source>Show the invitation</source>
        <extracomment>Title while the camera looks for the invitation.</extracomment>
        <translation>Show the invitation</translation>
    </message>
    <message>
        <source>This is another code. The invitation is the sheet with the title “Connect to the municipality”.</source>
        <extracomment>The scanned code is something else.</extracomment>
        <translation>This is another code. The invitation is the sheet with the title “Connect to the municipality”.</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Vouchers</source>
        <extracomment>The window&apos;s title.</extracomment>
        <translation>Vouchers</translation>
    </message>
</context>
<context>
    <name>MonthPage</name>
    <message>
        <source>Today</source>
        <extracomment>In front of a time: &quot;today 17:42&quot;.</extracomment>
        <translation>Today</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <extracomment>In front of a time: &quot;yesterday 17:42&quot;.</extracomment>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>on this device</source>
        <extracomment>State of one visit, in a small pill.</extracomment>
        <translation>on this device</translation>
    </message>
    <message>
        <source>sent</source>
        <extracomment>State of one visit, in a small pill.</extracomment>
        <translation>sent</translation>
    </message>
    <message>
        <source>counted</source>
        <extracomment>State of one visit, in a small pill.</extracomment>
        <translation>counted</translation>
    </message>
    <message>
        <source>counted, remark</source>
        <extracomment>State of one visit, in a small pill: counted, with a remark.</extracomment>
        <translation>counted, remark</translation>
    </message>
    <message>
        <source>in review</source>
        <extracomment>State of one visit, in a small pill.</extracomment>
        <translation>in review</translation>
    </message>
    <message>
        <source>not counted</source>
        <extracomment>State of one visit, in a small pill.</extracomment>
        <translation>not counted</translation>
    </message>
    <message>
        <source>taken back</source>
        <extracomment>State of one visit, in a small pill: undone.</extracomment>
        <translation>taken back</translation>
    </message>
    <message>
        <source>written down for review</source>
        <extracomment>A visit without an offer, in the list.</extracomment>
        <translation>written down for review</translation>
    </message>
    <message>
        <source>absent</source>
        <extracomment>A child that did not come, in the list.</extracomment>
        <translation>absent</translation>
    </message>
    <message>
        <source>practice</source>
        <extracomment>A practice voucher, in the list.</extracomment>
        <translation>practice</translation>
    </message>
    <message>
        <source>Visit %1</source>
        <extracomment>Which visit of the voucher this was; %1 is a number: &quot;visit 4&quot;.</extracomment>
        <translation>Visit %1</translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <extracomment>After &quot;visit 4&quot;: how many remain.</extracomment>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
    <message>
        <source>My month</source>
        <extracomment>Title of the month&apos;s list.</extracomment>
        <translation>My month</translation>
    </message>
    <message numerus="yes">
        <source>%n counted</source>
        <extracomment>Total of the month; visits the municipality has counted.</extracomment>
        <translation>
            <numerusform>%n counted</numerusform>
            <numerusform>%n counted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <extracomment>Total of the month; visits that wait to be sent or judged.</extracomment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in review</source>
        <extracomment>Total of the month; visits the municipality looks at.</extracomment>
        <translation>
            <numerusform>%n in review</numerusform>
            <numerusform>%n in review</numerusform>
        </translation>
    </message>
    <message>
        <source>No visits yet this month.</source>
        <extracomment>The month&apos;s list is empty.</extracomment>
        <translation>No visits yet this month.</translation>
    </message>
    <message>
        <source>Send now</source>
        <extracomment>Sends what waits, at once.</extracomment>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
    <message>
        <source>People of this device</source>
        <extracomment>Opens the list of those who use the device.</extracomment>
        <translation>People of this device</translation>
    </message>
</context>
<context>
    <name>NoPaperPage</name>
    <message>
        <source>Voucher number</source>
        <extracomment>Title of the page for a family without its paper.</extracomment>
        <translation>Voucher number</translation>
    </message>
    <message>
        <source>No paper today</source>
        <translation>No paper today</translation>
    </message>
    <message>
        <source>One character does not fit. Please check the number.</source>
        <extracomment>The typed number has a wrong check character.</extracomment>
        <translation>One character does not fit. Please check the number.</translation>
    </message>
    <message>
        <source>The number is printed under the code.</source>
        <extracomment>Where to find the voucher number.</extracomment>
        <translation>The number is printed under the code.</translation>
    </message>
    <message>
        <source>The visit is written down for review.</source>
        <extracomment>What happens without paper.</extracomment>
        <translation>The visit is written down for review.</translation>
    </message>
    <message>
        <source>The municipality looks at it and counts it afterwards. With the voucher number it is quicker.</source>
        <extracomment>Why the number helps.</extracomment>
        <translation>The municipality looks at it and counts it afterwards. With the voucher number it is quicker.</translation>
    </message>
    <message>
        <source>The child may stay.</source>
        <extracomment>Under the explanation: the visit itself may go on.</extracomment>
        <translation>The child may stay.</translation>
    </message>
    <message>
        <source>Erase</source>
        <extracomment>Key that takes away the last character.</extracomment>
        <translation>Erase</translation>
    </message>
    <message>
        <source>Type the voucher number</source>
        <extracomment>Opens the pad for the voucher number.</extracomment>
        <translation>Type the voucher number</translation>
    </message>
    <message>
        <source>It took place – without a number</source>
        <extracomment>Records the visit for review without any number.</extracomment>
        <translation>It took place – without a number</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
    <message>
        <source>Record for review</source>
        <extracomment>Records the visit for review with the typed number.</extracomment>
        <translation>Record for review</translation>
    </message>
</context>
<context>
    <name>OfferPage</name>
    <message>
        <source>Not recorded yet</source>
        <extracomment>Title when the screen was left alone before the visit was recorded.</extracomment>
        <translation>Not recorded yet</translation>
    </message>
    <message>
        <source>Ready to record</source>
        <extracomment>Title above the offer.</extracomment>
        <translation>Ready to record</translation>
    </message>
    <message>
        <source>The details are hidden. Nothing has been recorded.</source>
        <extracomment>Below &quot;not recorded yet&quot;.</extracomment>
        <translation>The details are hidden. Nothing has been recorded.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>%1 is a sum like 35,00 €.</extracomment>
        <translation>%1 left</translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) left</source>
        <extracomment>What remains before this visit is recorded.</extracomment>
        <translation>
            <numerusform>%n visit left</numerusform>
            <numerusform>%n visits left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n this month</source>
        <extracomment>Visits already recorded in this month.</extracomment>
        <translation>
            <numerusform>%n this month</numerusform>
            <numerusform>%n this month</numerusform>
        </translation>
    </message>
    <message>
        <source>valid until %1</source>
        <extracomment>%1 is a day like 30/06/2027.</extracomment>
        <translation>valid until %1</translation>
    </message>
    <message>
        <source>Today is a holiday for the programme. If the visit takes place, tell us the reason. The municipality will see it.</source>
        <extracomment>A holiday: the operator is asked why the visit takes place all the same.</extracomment>
        <translation>Today is a holiday for the programme. If the visit takes place, tell us the reason. The municipality will see it.</translation>
    </message>
    <message>
        <source>Event</source>
        <extracomment>Reason for a visit on a holiday.</extracomment>
        <translation>Event</translation>
    </message>
    <message>
        <source>Another reason</source>
        <extracomment>Reason for a visit on a holiday.</extracomment>
        <translation>Another reason</translation>
    </message>
    <message>
        <source>The date of this device seems wrong. It shows %1.</source>
        <extracomment>%1 is the device&apos;s day and time. The operator looks at a watch.</extracomment>
        <translation>The date of this device seems wrong. It shows %1.</translation>
    </message>
    <message>
        <source>The day and time are right</source>
        <extracomment>The operator confirms the device&apos;s day and time.</extracomment>
        <translation>The day and time are right</translation>
    </message>
    <message>
        <source>Continue</source>
        <extracomment>Shows the offer again.</extracomment>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Record %1</source>
        <extracomment>Main button; %1 is a sum like 12,50 €.</extracomment>
        <translation>Record %1</translation>
    </message>
    <message numerus="yes">
        <source>Record %n visit(s)</source>
        <extracomment>Main button: records the visit.</extracomment>
        <translation>
            <numerusform>Record %n visit</numerusform>
            <numerusform>Record %n visits</numerusform>
        </translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Leaves the offer; nothing is recorded.</extracomment>
        <translation>Not now</translation>
    </message>
    <message>
        <source>By agreement</source>
        <extracomment>Reason for a visit on a holiday.</extracomment>
        <translation>By agreement</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Manages people, too</source>
        <extracomment>What a person may do.</extracomment>
        <translation>Manages people, too</translation>
    </message>
    <message>
        <source>Records visits</source>
        <extracomment>What a person may do.</extracomment>
        <translation>Records visits</translation>
    </message>
    <message>
        <source>You</source>
        <extracomment>In a list of people: the one who has opened the device.</extracomment>
        <translation>You</translation>
    </message>
    <message>
        <source>People of this device</source>
        <extracomment>Title of the list of those who use the device.</extracomment>
        <translation>People of this device</translation>
    </message>
    <message>
        <source>Tap a picture for a new PIN or to take it off.</source>
        <extracomment>Below the title of the list of people.</extracomment>
        <translation>Tap a picture for a new PIN or to take it off.</translation>
    </message>
    <message>
        <source>blocked</source>
        <extracomment>In a list of people: no tries remain for this PIN.</extracomment>
        <translation>blocked</translation>
    </message>
    <message>
        <source>Add someone</source>
        <extracomment>Begins with the name of a further person.</extracomment>
        <translation>Add someone</translation>
    </message>
    <message>
        <source>New PIN</source>
        <extracomment>The picked person chooses a new PIN; it also opens one that is blocked.</extracomment>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>Yes, take off</source>
        <extracomment>Second tap: the picked person cannot open the device any more.</extracomment>
        <translation>Yes, take off</translation>
    </message>
    <message>
        <source>Take off</source>
        <extracomment>The picked person will not open the device any more.</extracomment>
        <translation>Take off</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>Someone new</source>
        <extracomment>Title: a further person will use the device.</extracomment>
        <translation>Someone new</translation>
    </message>
    <message>
        <source>Only the municipality reads the name. It is not kept on the device.</source>
        <extracomment>About the name that is typed below.</extracomment>
        <translation>Only the municipality reads the name. It is not kept on the device.</translation>
    </message>
    <message>
        <source>Name and surname</source>
        <extracomment>Stands in the empty field for the new person&apos;s name.</extracomment>
        <translation>Name and surname</translation>
    </message>
    <message>
        <source>ABCDEFGHIJKLMNOPQRSTUVWXYZ &lt;</source>
        <extracomment>The capital letters of the language, without accents, then a space and &quot;&lt;&quot;: the keys for a person&apos;s name.</extracomment>
        <translation>ABCDEFGHIJKLMNOPQRSTUVWXYZ &lt;</translation>
    </message>
    <message>
        <source>Erase</source>
        <extracomment>Key that takes away the last character.</extracomment>
        <translation>Erase</translation>
    </message>
    <message>
        <source>Space</source>
        <extracomment>Key for the space between two words.</extracomment>
        <translation>Space</translation>
    </message>
    <message>
        <source>Records visits</source>
        <extracomment>What a new person may do.</extracomment>
        <translation>Records visits</translation>
    </message>
    <message>
        <source>Manages people, too</source>
        <extracomment>What a new person may do: also add others and give new PINs.</extracomment>
        <translation>Manages people, too</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
    <message>
        <source>Next: their PIN</source>
        <extracomment>After the name: the new person chooses a PIN.</extracomment>
        <translation>Next: their PIN</translation>
    </message>
</context>
<context>
    <name>PicturesPage</name>
    <message>
        <source>Today</source>
        <extracomment>In front of a time: &quot;today 17:42&quot;.</extracomment>
        <translation>Today</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <extracomment>In front of a time: &quot;yesterday 17:42&quot;.</extracomment>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>Pictures</source>
        <extracomment>Where a picture lies: the folder of that name.</extracomment>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>Downloads</source>
        <extracomment>Where a picture lies: the folder of that name.</extracomment>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>USB stick</source>
        <extracomment>Where a picture lies.</extracomment>
        <translation>USB stick</translation>
    </message>
    <message>
        <source>Looking for the code …</source>
        <extracomment>A picture of the list that was tapped.</extracomment>
        <translation>Looking for the code …</translation>
    </message>
    <message>
        <source>No code found</source>
        <extracomment>A picture of the list that was tried.</extracomment>
        <translation>No code found</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <extracomment>A picture of the list that was tried.</extracomment>
        <translation>Cannot be read</translation>
    </message>
    <message>
        <source>Which picture?</source>
        <extracomment>Title of the list of pictures that families sent.</extracomment>
        <translation>Which picture?</translation>
    </message>
    <message>
        <source>No code was found in this picture. Choose one that shows the whole code.</source>
        <extracomment>What became of the tapped picture, and what to do.</extracomment>
        <translation>No code was found in this picture. Choose one that shows the whole code.</translation>
    </message>
    <message>
        <source>This picture cannot be read. The family may send it again.</source>
        <extracomment>What became of the tapped picture, and what to do.</extracomment>
        <translation>This picture cannot be read. The family may send it again.</translation>
    </message>
    <message>
        <source>Tap the one with the family&apos;s code.</source>
        <extracomment>Below the title of the list of pictures.</extracomment>
        <translation>Tap the one with the family&apos;s code.</translation>
    </message>
    <message>
        <source>There are no pictures yet. Save what the family sent in Pictures or Downloads, or put in a USB stick.</source>
        <extracomment>In place of the list: there is no picture on the device.</extracomment>
        <translation>There are no pictures yet. Save what the family sent in Pictures or Downloads, or put in a USB stick.</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>Erase</source>
        <extracomment>Key that takes away the last digit.</extracomment>
        <translation>Erase</translation>
    </message>
</context>
<context>
    <name>ProblemPage</name>
    <message>
        <source>This device needs help</source>
        <extracomment>Title when the program cannot start its work.</extracomment>
        <translation>This device needs help</translation>
    </message>
    <message>
        <source>The file with the records is damaged.</source>
        <extracomment>The file with the records is damaged.</extracomment>
        <translation>The file with the records is damaged.</translation>
    </message>
    <message>
        <source>The records were written by a newer version of the app.</source>
        <extracomment>The file was written by a newer version of this program.</extracomment>
        <translation>The records were written by a newer version of the app.</translation>
    </message>
    <message>
        <source>The device has no space left.</source>
        <extracomment>No space is left.</extracomment>
        <translation>The device has no space left.</translation>
    </message>
    <message>
        <source>The file with the records cannot be opened.</source>
        <extracomment>The folder is missing or not allowed.</extracomment>
        <translation>The file with the records cannot be opened.</translation>
    </message>
    <message>
        <source>Nothing was lost. Install the latest version of the app.</source>
        <extracomment>Next step for a newer file.</extracomment>
        <translation>Nothing was lost. Install the latest version of the app.</translation>
    </message>
    <message>
        <source>Nothing was lost. Remove files that are not needed and start again.</source>
        <extracomment>Next step for a full disk.</extracomment>
        <translation>Nothing was lost. Remove files that are not needed and start again.</translation>
    </message>
    <message>
        <source>Nothing was deleted. Start the device again; if that does not help, call the municipality.</source>
        <extracomment>Next step for a file that cannot be opened.</extracomment>
        <translation>Nothing was deleted. Start the device again; if that does not help, call the municipality.</translation>
    </message>
    <message>
        <source>Nothing was deleted. What can be read is brought over and sent to the municipality. Afterwards ask the municipality for a new invitation for this device.</source>
        <extracomment>Next step for a damaged file.</extracomment>
        <translation>Nothing was deleted. What can be read is brought over and sent to the municipality. Afterwards ask the municipality for a new invitation for this device.</translation>
    </message>
    <message>
        <source>Bring over what can be read</source>
        <extracomment>Puts a damaged file aside and brings over the records that can be read.</extracomment>
        <translation>Bring over what can be read</translation>
    </message>
</context>
<context>
    <name>RecordedPage</name>
    <message>
        <source>Taken back</source>
        <extracomment>Title after &quot;Undo&quot;.</extracomment>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>Just like this, for real</source>
        <extracomment>Title after a practice voucher.</extracomment>
        <translation>Just like this, for real</translation>
    </message>
    <message>
        <source>Sent to the municipality</source>
        <extracomment>Title: the municipality has it but has not judged it.</extracomment>
        <translation>Sent to the municipality</translation>
    </message>
    <message>
        <source>Counted by the municipality</source>
        <extracomment>Title: only once the municipality&apos;s receipt is here.</extracomment>
        <translation>Counted by the municipality</translation>
    </message>
    <message>
        <source>In review</source>
        <extracomment>Title: the municipality looks at it.
----------
Last step of the way.</extracomment>
        <translation>In review</translation>
    </message>
    <message>
        <source>Not counted</source>
        <extracomment>Title: the municipality does not count it.
----------
Last step of the way.</extracomment>
        <translation>Not counted</translation>
    </message>
    <message>
        <source>Recorded for review</source>
        <extracomment>Title: the operator&apos;s word is safe on this device.</extracomment>
        <translation>Recorded for review</translation>
    </message>
    <message>
        <source>Recorded on this device</source>
        <extracomment>Title: safe on this device, not yet sent.</extracomment>
        <translation>Recorded on this device</translation>
    </message>
    <message>
        <source>The visit is not counted.</source>
        <extracomment>Below &quot;taken back&quot;.</extracomment>
        <translation>The visit is not counted.</translation>
    </message>
    <message>
        <source>This was practice: it counts nowhere.</source>
        <extracomment>Below the title after a practice voucher.</extracomment>
        <translation>This was practice: it counts nowhere.</translation>
    </message>
    <message>
        <source>It is safe. The answer is on its way.</source>
        <extracomment>Below &quot;sent to the municipality&quot;.</extracomment>
        <translation>It is safe. The answer is on its way.</translation>
    </message>
    <message>
        <source>%1 · with a remark</source>
        <extracomment>%1 is day and time. Counted, with a remark.</extracomment>
        <translation>%1 · with a remark</translation>
    </message>
    <message>
        <source>The municipality is looking at it. You need do nothing.</source>
        <extracomment>Below &quot;in review&quot;.</extracomment>
        <translation>The municipality is looking at it. You need do nothing.</translation>
    </message>
    <message>
        <source>It is kept. The municipality can tell you the reason.</source>
        <extracomment>Below &quot;not counted&quot;.</extracomment>
        <translation>It is kept. The municipality can tell you the reason.</translation>
    </message>
    <message>
        <source>It is safe. It will be sent as soon as there is a connection.</source>
        <extracomment>Below &quot;recorded on this device&quot;.</extracomment>
        <translation>It is safe. It will be sent as soon as there is a connection.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>%1 is a sum like 35,00 €.</extracomment>
        <translation>%1 left</translation>
    </message>
    <message>
        <source>Visit %1</source>
        <extracomment>Which visit of the voucher this was; %1 is a number: &quot;visit 4&quot;.</extracomment>
        <translation>Visit %1</translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <extracomment>After &quot;visit 4&quot;: how many remain.</extracomment>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
    <message>
        <source>On this device</source>
        <extracomment>First step of the way, with its time below.</extracomment>
        <translation>On this device</translation>
    </message>
    <message>
        <source>At the municipality</source>
        <extracomment>Second step of the way.</extracomment>
        <translation>At the municipality</translation>
    </message>
    <message>
        <source>Counted</source>
        <extracomment>Last step of the way.</extracomment>
        <translation>Counted</translation>
    </message>
    <message>
        <source>Next child</source>
        <extracomment>Goes back to scanning.</extracomment>
        <translation>Next child</translation>
    </message>
    <message>
        <source>Undo · %1 left</source>
        <extracomment>%1 is the time left like 14:52.</extracomment>
        <translation>Undo · %1 left</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Number from the municipality</source>
        <extracomment>Title: the number that the municipality gives when a PIN is blocked.</extracomment>
        <translation>Number from the municipality</translation>
    </message>
    <message>
        <source>That was not the number. Please ask for it again.</source>
        <extracomment>The typed code does not open the device.</extracomment>
        <translation>That was not the number. Please ask for it again.</translation>
    </message>
    <message numerus="yes">
        <source>Please wait %n seconds and try again.</source>
        <extracomment>%n seconds until the next try.</extracomment>
        <translation>
            <numerusform>Please wait %n second and try again.</numerusform>
            <numerusform>Please wait %n seconds and try again.</numerusform>
        </translation>
    </message>
    <message>
        <source>The municipality reads it out on the telephone. It works once.</source>
        <extracomment>No telephone number is known yet.</extracomment>
        <translation>The municipality reads it out on the telephone. It works once.</translation>
    </message>
    <message>
        <source>The municipality reads it out on the telephone: %1. It works once.</source>
        <extracomment>%1 is the municipality&apos;s telephone number.</extracomment>
        <translation>The municipality reads it out on the telephone: %1. It works once.</translation>
    </message>
    <message>
        <source>Erase</source>
        <extracomment>Key that takes away the last character.</extracomment>
        <translation>Erase</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
    <message>
        <source>Next: a new PIN</source>
        <extracomment>After the code: a new PIN is chosen.</extracomment>
        <translation>Next: a new PIN</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>This code is not a voucher of the municipality.</source>
        <extracomment>Another QR code, not one of ours: a menu, a ticket.</extracomment>
        <translation>This code is not a voucher of the municipality.</translation>
    </message>
    <message>
        <source>The code cannot be read clearly.</source>
        <extracomment>The camera sees our code, but it is damaged or dim.</extracomment>
        <translation>The code cannot be read clearly.</translation>
    </message>
    <message>
        <source>The code belongs to the programme but is not a voucher.</source>
        <extracomment>An invitation, a poster or a family&apos;s slip was shown.</extracomment>
        <translation>The code belongs to the programme but is not a voucher.</translation>
    </message>
    <message>
        <source>The voucher is newer than this app.</source>
        <extracomment>The voucher was issued for a newer version of this program.</extracomment>
        <translation>The voucher is newer than this app.</translation>
    </message>
    <message>
        <source>This device does not yet have what it needs to check this voucher.</source>
        <extracomment>The issuer&apos;s key has not reached this device yet.</extracomment>
        <translation>This device does not yet have what it needs to check this voucher.</translation>
    </message>
    <message>
        <source>This series of vouchers has been replaced.</source>
        <extracomment>All vouchers signed by one key were reissued.</extracomment>
        <translation>This series of vouchers has been replaced.</translation>
    </message>
    <message>
        <source>The code cannot be confirmed.</source>
        <extracomment>Never hint at forgery: a bad copy looks the same.</extracomment>
        <translation>The code cannot be confirmed.</translation>
    </message>
    <message>
        <source>The code is not complete.</source>
        <extracomment>Something in the code is missing.</extracomment>
        <translation>The code is not complete.</translation>
    </message>
    <message>
        <source>The voucher begins on {date}.</source>
        <extracomment>{date} is a day like 22/11/2026.</extracomment>
        <translation>The voucher begins on {date}.</translation>
    </message>
    <message>
        <source>The voucher was valid until {date}.</source>
        <extracomment>{date} is a day like 22/11/2026.</extracomment>
        <translation>The voucher was valid until {date}.</translation>
    </message>
    <message>
        <source>The voucher is not linked to your organisation.</source>
        <extracomment>Never name the other provider.</extracomment>
        <translation>The voucher is not linked to your organisation.</translation>
    </message>
    <message>
        <source>Your organisation&apos;s records are paused for now.</source>
        <extracomment>The provider&apos;s contract is paused.</extracomment>
        <translation>Your organisation&apos;s records are paused for now.</translation>
    </message>
    <message>
        <source>The voucher is not part of your contract.</source>
        <extracomment>Never say which service it is.</extracomment>
        <translation>The voucher is not part of your contract.</translation>
    </message>
    <message>
        <source>The voucher is no longer active.</source>
        <extracomment>Withdrawn by the municipality.</extracomment>
        <translation>The voucher is no longer active.</translation>
    </message>
    <message>
        <source>The voucher is on hold for now.</source>
        <extracomment>Paused by the municipality.</extracomment>
        <translation>The voucher is on hold for now.</translation>
    </message>
    <message>
        <source>There is a newer sheet for this voucher.</source>
        <extracomment>A new sheet was printed for this voucher.</extracomment>
        <translation>There is a newer sheet for this voucher.</translation>
    </message>
    <message>
        <source>This device is paused.</source>
        <extracomment>The municipality paused this device.</extracomment>
        <translation>This device is paused.</translation>
    </message>
    <message>
        <source>This device was last updated on {date}.</source>
        <extracomment>{date} is the day of the last update from the municipality.</extracomment>
        <translation>This device was last updated on {date}.</translation>
    </message>
    <message>
        <source>This coupon was already recorded on {date}.</source>
        <extracomment>A coupon is good for one visit. {date} is a day like 22/11/2026.</extracomment>
        <translation>This coupon was already recorded on {date}.</translation>
    </message>
    <message>
        <source>Already recorded today at {time}.</source>
        <extracomment>{time} is an hour of today like 17:42.</extracomment>
        <translation>Already recorded today at {time}.</translation>
    </message>
    <message>
        <source>The visits of this voucher are complete.</source>
        <extracomment>All visits of the voucher took place.</extracomment>
        <translation>The visits of this voucher are complete.</translation>
    </message>
    <message>
        <source>Today&apos;s visit is already recorded.</source>
        <extracomment>Another device may have recorded it.</extracomment>
        <translation>Today&apos;s visit is already recorded.</translation>
    </message>
    <message>
        <source>This month&apos;s visits are complete.</source>
        <extracomment>The month&apos;s visits all took place.</extracomment>
        <translation>This month&apos;s visits are complete.</translation>
    </message>
    <message>
        <source>The device is full. What was recorded is safe.</source>
        <extracomment>The disk is full.</extracomment>
        <translation>The device is full. What was recorded is safe.</translation>
    </message>
    <message>
        <source>Show the code that has the two drawings beside it.</source>
        <extracomment>The sign are the two pictograms printed beside each voucher&apos;s code.</extracomment>
        <translation>Show the code that has the two drawings beside it.</translation>
    </message>
    <message>
        <source>Flatten the paper or brighten the phone. Otherwise type the number under the code.</source>
        <extracomment>The number under the code is the voucher number.</extracomment>
        <translation>Flatten the paper or brighten the phone. Otherwise type the number under the code.</translation>
    </message>
    <message>
        <source>Show the sheet of the voucher.</source>
        <extracomment>Next step after another code of the programme.</extracomment>
        <translation>Show the sheet of the voucher.</translation>
    </message>
    <message>
        <source>Connect so that the app can be updated.</source>
        <extracomment>Next step: network.</extracomment>
        <translation>Connect so that the app can be updated.</translation>
    </message>
    <message>
        <source>Connect or scan the municipality&apos;s poster.</source>
        <extracomment>The poster carries the update as codes on paper.</extracomment>
        <translation>Connect or scan the municipality&apos;s poster.</translation>
    </message>
    <message>
        <source>The family gets new ones from the municipality: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>The family gets new ones from the municipality: {tel}.</translation>
    </message>
    <message>
        <source>Try the original paper. If that does not work, call the municipality: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>Try the original paper. If that does not work, call the municipality: {tel}.</translation>
    </message>
    <message>
        <source>The municipality prints a new sheet: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>The municipality prints a new sheet: {tel}.</translation>
    </message>
    <message>
        <source>The first visit can take place from then on.</source>
        <extracomment>&quot;Then&quot; is the day just named.</extracomment>
        <translation>The first visit can take place from then on.</translation>
    </message>
    <message>
        <source>To continue, the family calls the municipality: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>To continue, the family calls the municipality: {tel}.</translation>
    </message>
    <message>
        <source>If the family has just come to you, call the municipality: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>If the family has just come to you, call the municipality: {tel}.</translation>
    </message>
    <message>
        <source>Call the municipality: {tel}. It does not concern the family.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>Call the municipality: {tel}. It does not concern the family.</translation>
    </message>
    <message>
        <source>The municipality tells the family where it is valid: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>The municipality tells the family where it is valid: {tel}.</translation>
    </message>
    <message>
        <source>The family calls the municipality: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>The family calls the municipality: {tel}.</translation>
    </message>
    <message>
        <source>The municipality will say when it continues: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>The municipality will say when it continues: {tel}.</translation>
    </message>
    <message>
        <source>Ask for the new one. If it has not arrived, call the municipality: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>Ask for the new one. If it has not arrived, call the municipality: {tel}.</translation>
    </message>
    <message>
        <source>Use another device or call the municipality: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>Use another device or call the municipality: {tel}.</translation>
    </message>
    <message>
        <source>Show the next coupon.</source>
        <extracomment>A booklet has several coupons.</extracomment>
        <translation>Show the next coupon.</translation>
    </message>
    <message>
        <source>Nothing else is needed.</source>
        <extracomment>After &quot;already recorded today&quot;.</extracomment>
        <translation>Nothing else is needed.</translation>
    </message>
    <message>
        <source>For new ones, the family calls the municipality: {tel}.</source>
        <extracomment>{tel} is the help line. &quot;New ones&quot; are visits.</extracomment>
        <translation>For new ones, the family calls the municipality: {tel}.</translation>
    </message>
    <message>
        <source>The next one can take place from tomorrow.</source>
        <extracomment>&quot;The next one&quot; is the next visit.</extracomment>
        <translation>The next one can take place from tomorrow.</translation>
    </message>
    <message>
        <source>The next one can take place from {date}.</source>
        <extracomment>{date} is a day like 01/12/2026.</extracomment>
        <translation>The next one can take place from {date}.</translation>
    </message>
    <message>
        <source>Connect for one minute and carry on.</source>
        <extracomment>After &quot;n records are waiting&quot;.</extracomment>
        <translation>Connect for one minute and carry on.</translation>
    </message>
    <message>
        <source>Connect so that the records can be sent. Then call: {tel}.</source>
        <extracomment>{tel} is the help line.</extracomment>
        <translation>Connect so that the records can be sent. Then call: {tel}.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are waiting to be sent. They are all safe.</source>
        <extracomment>%n records were never sent for want of a network.</extracomment>
        <translation>
            <numerusform>%n record is waiting to be sent. It is safe.</numerusform>
            <numerusform>%n records are waiting to be sent. They are all safe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RefusedPage</name>
    <message>
        <source>Not recorded</source>
        <extracomment>Title of a refusal; never red, never alarming.</extracomment>
        <translation>Not recorded</translation>
    </message>
    <message>
        <source>The child may stay.</source>
        <extracomment>Under a refusal: the visit itself may go on.</extracomment>
        <translation>The child may stay.</translation>
    </message>
    <message>
        <source>OK</source>
        <extracomment>Goes back to scanning.</extracomment>
        <translation>OK</translation>
    </message>
    <message>
        <source>It took place – for review</source>
        <extracomment>The operator&apos;s word that the visit took place, for review by the municipality.</extracomment>
        <translation>It took place – for review</translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <source>Show the code</source>
        <extracomment>Title: the family shows the voucher&apos;s QR code.</extracomment>
        <translation>Show the code</translation>
    </message>
    <message>
        <source>No paper</source>
        <extracomment>The family has no paper with it today.</extracomment>
        <translation>No paper</translation>
    </message>
    <message>
        <source>My month</source>
        <extracomment>Opens the list of this month&apos;s visits.</extracomment>
        <translation>My month</translation>
    </message>
    <message>
        <source>Group</source>
        <extracomment>Opens the list for one child after the other; each good code is then recorded at once.</extracomment>
        <translation>Group</translation>
    </message>
</context>
<context>
    <name>ScanView</name>
    <message>
        <source>No camera was found. Connect one, or use “No paper” to type the voucher number.</source>
        <extracomment>In place of the camera&apos;s picture.</extracomment>
        <translation>No camera was found. Connect one, or use “No paper” to type the voucher number.</translation>
    </message>
    <message>
        <source>The camera may not be used yet. Allow it in the settings of this device.</source>
        <extracomment>In place of the camera&apos;s picture.</extracomment>
        <translation>The camera may not be used yet. Allow it in the settings of this device.</translation>
    </message>
    <message>
        <source>The camera has stopped. Tap here to start it again.</source>
        <extracomment>In place of the camera&apos;s picture.</extracomment>
        <translation>The camera has stopped. Tap here to start it again.</translation>
    </message>
    <message>
        <source>A little closer</source>
        <extracomment>Hint over the camera&apos;s picture.</extracomment>
        <translation>A little closer</translation>
    </message>
    <message>
        <source>A little further away</source>
        <extracomment>Hint over the camera&apos;s picture.</extracomment>
        <translation>A little further away</translation>
    </message>
    <message>
        <source>A little more light</source>
        <extracomment>Hint over the camera&apos;s picture.</extracomment>
        <translation>A little more light</translation>
    </message>
    <message>
        <source>Hold still for a moment</source>
        <extracomment>Hint over the camera&apos;s picture.</extracomment>
        <translation>Hold still for a moment</translation>
    </message>
    <message>
        <source>Try the camera again</source>
        <extracomment>Looks for the camera again.</extracomment>
        <translation>Try the camera again</translation>
    </message>
    <message>
        <source>The camera is resting. Tap here to wake it.</source>
        <extracomment>In place of the camera&apos;s picture: nobody showed a code for two minutes.</extracomment>
        <translation>The camera is resting. Tap here to wake it.</translation>
    </message>
    <message>
        <source>The camera shows nothing. Close other apps that use it; we keep trying.</source>
        <extracomment>In place of the camera&apos;s picture: most likely another program has it.</extracomment>
        <translation>The camera shows nothing. Close other apps that use it; we keep trying.</translation>
    </message>
    <message>
        <source>It shines: tilt it a little</source>
        <extracomment>Hint over the camera&apos;s picture: a lamp or the sun is mirrored in it.</extracomment>
        <translation>It shines: tilt it a little</translation>
    </message>
    <message>
        <source>One code at a time</source>
        <extracomment>Hint over the camera&apos;s picture: several codes are in sight.</extracomment>
        <translation>One code at a time</translation>
    </message>
    <message>
        <source>This is another code</source>
        <extracomment>Hint over the camera&apos;s picture: a code that is none of ours.</extracomment>
        <translation>This is another code</translation>
    </message>
    <message>
        <source>Wake the camera</source>
        <extracomment>Ends the camera&apos;s rest.</extracomment>
        <translation>Wake the camera</translation>
    </message>
    <message>
        <source>Put the lamp out</source>
        <extracomment>Button over the camera&apos;s picture.</extracomment>
        <translation>Put the lamp out</translation>
    </message>
    <message>
        <source>Light the lamp</source>
        <extracomment>Button over the camera&apos;s picture.</extracomment>
        <translation>Light the lamp</translation>
    </message>
    <message>
        <source>Another camera</source>
        <extracomment>Button over the camera&apos;s picture: front, back, or another one.</extracomment>
        <translation>Another camera</translation>
    </message>
    <message>
        <source>No code was found in this picture</source>
        <extracomment>Hint over the camera&apos;s picture: a file was dropped here.</extracomment>
        <translation>No code was found in this picture</translation>
    </message>
    <message>
        <source>This picture cannot be read</source>
        <extracomment>Hint over the camera&apos;s picture: a file was dropped here.</extracomment>
        <translation>This picture cannot be read</translation>
    </message>
    <message>
        <source>A picture the family sent</source>
        <extracomment>Button over the camera&apos;s picture: opens the list of pictures, for a family that sent a screenshot.</extracomment>
        <translation>A picture the family sent</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Sending to the municipality</source>
        <extracomment>Title of the page about sending.</extracomment>
        <translation>Sending to the municipality</translation>
    </message>
    <message>
        <source>Sending now …</source>
        <extracomment>State of sending.</extracomment>
        <translation>Sending now …</translation>
    </message>
    <message>
        <source>There is no network.</source>
        <extracomment>State of sending.</extracomment>
        <translation>There is no network.</translation>
    </message>
    <message>
        <source>This network does not lead safely to the municipality.</source>
        <extracomment>State of sending: the certificate is not the municipality&apos;s.</extracomment>
        <translation>This network does not lead safely to the municipality.</translation>
    </message>
    <message>
        <source>The municipality does not answer at the moment.</source>
        <extracomment>State of sending.</extracomment>
        <translation>The municipality does not answer at the moment.</translation>
    </message>
    <message>
        <source>This network asks for a sign-in first.</source>
        <extracomment>State of sending: a captive portal answers instead.</extracomment>
        <translation>This network asks for a sign-in first.</translation>
    </message>
    <message>
        <source>Ready to send.</source>
        <extracomment>State of sending.</extracomment>
        <translation>Ready to send.</translation>
    </message>
    <message>
        <source>Everything has been sent.</source>
        <extracomment>State of sending.</extracomment>
        <translation>Everything has been sent.</translation>
    </message>
    <message>
        <source>You can carry on meanwhile.</source>
        <extracomment>What to do about sending.</extracomment>
        <translation>You can carry on meanwhile.</translation>
    </message>
    <message>
        <source>Everything is safe here. It is sent by itself when the network is back.</source>
        <extracomment>What to do about sending.</extracomment>
        <translation>Everything is safe here. It is sent by itself when the network is back.</translation>
    </message>
    <message>
        <source>Nothing was sent. Try another network, such as a phone&apos;s.</source>
        <extracomment>What to do about sending.</extracomment>
        <translation>Nothing was sent. Try another network, such as a phone&apos;s.</translation>
    </message>
    <message>
        <source>Everything is safe here. We try again by ourselves.</source>
        <extracomment>What to do about sending.</extracomment>
        <translation>Everything is safe here. We try again by ourselves.</translation>
    </message>
    <message>
        <source>Nothing was sent yet. Sign in to the network, or try another.</source>
        <extracomment>What to do about sending.</extracomment>
        <translation>Nothing was sent yet. Sign in to the network, or try another.</translation>
    </message>
    <message>
        <source>It is sent by itself.</source>
        <extracomment>What to do about sending.</extracomment>
        <translation>It is sent by itself.</translation>
    </message>
    <message>
        <source>You need do nothing.</source>
        <extracomment>What to do about sending.</extracomment>
        <translation>You need do nothing.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) waiting</source>
        <extracomment>Records that wait on this device.</extracomment>
        <translation>
            <numerusform>%n record waiting</numerusform>
            <numerusform>%n records waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>No records waiting</source>
        <extracomment>No record waits on this device.</extracomment>
        <translation>No records waiting</translation>
    </message>
    <message>
        <source>No answer from the municipality yet.</source>
        <extracomment>No receipt has come yet.</extracomment>
        <translation>No answer from the municipality yet.</translation>
    </message>
    <message>
        <source>Last answer from the municipality: %1</source>
        <extracomment>%1 is day and time.</extracomment>
        <translation>Last answer from the municipality: %1</translation>
    </message>
    <message>
        <source>Update from the municipality: %1</source>
        <extracomment>%1 is the day of the municipality&apos;s update.</extracomment>
        <translation>Update from the municipality: %1</translation>
    </message>
    <message>
        <source>Update from the municipality: %1. Connect when you can.</source>
        <extracomment>%1 is the day of the municipality&apos;s update.</extracomment>
        <translation>Update from the municipality: %1. Connect when you can.</translation>
    </message>
    <message>
        <source>Update from the municipality: %1. A new one is needed before the next record.</source>
        <extracomment>%1 is the day of the municipality&apos;s update.</extracomment>
        <translation>Update from the municipality: %1. A new one is needed before the next record.</translation>
    </message>
    <message>
        <source>Try now</source>
        <extracomment>Tries to reach the municipality at once.</extracomment>
        <translation>Try now</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>One page back.</extracomment>
        <translation>Back</translation>
    </message>
    <message>
        <source>Update from a USB stick</source>
        <extracomment>Takes the municipality&apos;s update from a USB stick, where there is no network.</extracomment>
        <translation>Update from a USB stick</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) saved on the USB stick. Give it to the municipality. They stay here, too.</source>
        <extracomment>The records that wait were written on a USB stick for the office.</extracomment>
        <translation>
            <numerusform>%n record saved on the USB stick. Give it to the municipality. It stays here, too.</numerusform>
            <numerusform>%n records saved on the USB stick. Give it to the municipality. They stay here, too.</numerusform>
        </translation>
    </message>
    <message>
        <source>No USB stick was found. Put one in and try again.</source>
        <extracomment>There is nothing to write on.</extracomment>
        <translation>No USB stick was found. Put one in and try again.</translation>
    </message>
    <message>
        <source>The records were not saved on the USB stick. Everything stays here. Try again, or another stick.</source>
        <extracomment>The stick is full or broken.</extracomment>
        <translation>The records were not saved on the USB stick. Everything stays here. Try again, or another stick.</translation>
    </message>
    <message>
        <source>Save on a USB stick</source>
        <extracomment>Writes what waits on a USB stick for the office, where there is no network.</extracomment>
        <translation>Save on a USB stick</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Lock</source>
        <extracomment>Button with a padlock: asks for the PIN again.</extracomment>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Provider %1</source>
        <extracomment>%1 is the provider&apos;s number, as in the contract.</extracomment>
        <translation>Provider %1</translation>
    </message>
    <message>
        <source>Practice</source>
        <extracomment>Before the device is connected to the municipality.</extracomment>
        <translation>Practice</translation>
    </message>
    <message>
        <source>Device %1</source>
        <extracomment>%1 is the device&apos;s short name, which the office sees too.</extracomment>
        <translation>Device %1</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <extracomment>Records that wait to be sent; in a small pill.</extracomment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>all sent</source>
        <extracomment>No record waits; in a small pill.</extracomment>
        <translation>all sent</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Hello. Your PIN?</source>
        <extracomment>Title of the unlock screen.</extracomment>
        <translation>Hello. Your PIN?</translation>
    </message>
    <message numerus="yes">
        <source>That was not it. %n more tries.</source>
        <extracomment>%n tries remain before the device locks.</extracomment>
        <translation>
            <numerusform>That was not it. %n more try.</numerusform>
            <numerusform>That was not it. %n more tries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Please wait %n seconds and try again.</source>
        <extracomment>%n seconds until the next try.</extracomment>
        <translation>
            <numerusform>Please wait %n second and try again.</numerusform>
            <numerusform>Please wait %n seconds and try again.</numerusform>
        </translation>
    </message>
    <message>
        <source>This device is locked. The municipality will help.</source>
        <extracomment>No tries remain, and no telephone number is known yet.</extracomment>
        <translation>This device is locked. The municipality will help.</translation>
    </message>
    <message>
        <source>This device is locked. The municipality will help: %1</source>
        <extracomment>No tries remain; %1 is the municipality&apos;s telephone number.</extracomment>
        <translation>This device is locked. The municipality will help: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) waiting to be sent. They are sent while locked, too.</source>
        <extracomment>At the foot of the unlock screen.</extracomment>
        <translation>
            <numerusform>%n record waiting to be sent. It is sent while locked, too.</numerusform>
            <numerusform>%n records waiting to be sent. They are sent while locked, too.</numerusform>
        </translation>
    </message>
    <message>
        <source>No more tries for this picture. Whoever manages this device gives a new PIN.</source>
        <extracomment>No tries remain for this person; others can still open the device.</extracomment>
        <translation>No more tries for this picture. Whoever manages this device gives a new PIN.</translation>
    </message>
    <message>
        <source>Someone else</source>
        <extracomment>Back to the pictures of those who share the device.</extracomment>
        <translation>Someone else</translation>
    </message>
    <message>
        <source>Number from the municipality</source>
        <extracomment>Opens the pad for the number that the municipality reads out when a PIN is blocked.</extracomment>
        <translation>Number from the municipality</translation>
    </message>
</context>
<context>
    <name>UpdateWords</name>
    <message>
        <source>The municipality&apos;s poster: %1 of %2 codes seen. Show another.</source>
        <extracomment>The poster with the municipality&apos;s update has several codes; any order will do.</extracomment>
        <translation>The municipality&apos;s poster: %1 of %2 codes seen. Show another.</translation>
    </message>
    <message>
        <source>This device has taken the municipality&apos;s update.</source>
        <extracomment>The municipality&apos;s update was taken from a poster or a USB stick.</extracomment>
        <translation>This device has taken the municipality&apos;s update.</translation>
    </message>
    <message>
        <source>This device already has this update of the municipality, or a newer one.</source>
        <extracomment>The poster or file holds nothing newer.</extracomment>
        <translation>This device already has this update of the municipality, or a newer one.</translation>
    </message>
    <message>
        <source>The time of this update is over. Ask the municipality for a newer one.</source>
        <extracomment>The poster or file is too old to be taken.</extracomment>
        <translation>The time of this update is over. Ask the municipality for a newer one.</translation>
    </message>
    <message>
        <source>This update was not taken. What is here stays. Ask the municipality for a new one.</source>
        <extracomment>The poster or file is damaged, or not our municipality&apos;s.</extracomment>
        <translation>This update was not taken. What is here stays. Ask the municipality for a new one.</translation>
    </message>
    <message>
        <source>The device is full. The update was not taken.</source>
        <extracomment>The device&apos;s disk has no room.</extracomment>
        <translation>The device is full. The update was not taken.</translation>
    </message>
    <message>
        <source>No update was found. Put in the USB stick and try again.</source>
        <extracomment>No USB stick with an update is in the device.</extracomment>
        <translation>No update was found. Put in the USB stick and try again.</translation>
    </message>
</context>
<context>
    <name>WaitingPage</name>
    <message>
        <source>This invitation is no longer valid</source>
        <extracomment>The invitation is not known any more, or it expired.</extracomment>
        <translation>This invitation is no longer valid</translation>
    </message>
    <message>
        <source>Compare with the office</source>
        <extracomment>Title above six pictures.</extracomment>
        <translation>Compare with the office</translation>
    </message>
    <message>
        <source>The invitation is kept</source>
        <extracomment>The invitation is kept until there is a network.</extracomment>
        <translation>The invitation is kept</translation>
    </message>
    <message>
        <source>The officer sees the same six pictures in the same order and confirms them.</source>
        <extracomment>Below &quot;compare with the office&quot;.</extracomment>
        <translation>The officer sees the same six pictures in the same order and confirms them.</translation>
    </message>
    <message>
        <source>The connection is made by itself as soon as there is a network.</source>
        <extracomment>Below &quot;the invitation is kept&quot;.</extracomment>
        <translation>The connection is made by itself as soon as there is a network.</translation>
    </message>
    <message>
        <source>Ask the municipality for a new one.</source>
        <extracomment>Next step after an expired invitation.</extracomment>
        <translation>Ask the municipality for a new one.</translation>
    </message>
    <message>
        <source>You can close the device meanwhile.</source>
        <extracomment>While there is no network.</extracomment>
        <translation>You can close the device meanwhile.</translation>
    </message>
    <message>
        <source>An invitation is good for seven days and for one device.</source>
        <extracomment>Why an invitation may have ended.</extracomment>
        <translation>An invitation is good for seven days and for one device.</translation>
    </message>
    <message>
        <source>Until then you can try everything with a practice voucher: nothing is recorded.</source>
        <extracomment>While there is no network.</extracomment>
        <translation>Until then you can try everything with a practice voucher: nothing is recorded.</translation>
    </message>
    <message>
        <source>Scan the invitation</source>
        <extracomment>Opens the camera for the invitation.</extracomment>
        <translation>Scan the invitation</translation>
    </message>
    <message>
        <source>Try now</source>
        <extracomment>Tries to reach the municipality at once.</extracomment>
        <translation>Try now</translation>
    </message>
    <message>
        <source>Try a practice voucher</source>
        <extracomment>Shows an offer of the practice voucher.</extracomment>
        <translation>Try a practice voucher</translation>
    </message>
</context>
<context>
    <name>WhoPage</name>
    <message>
        <source>Hello. Which one are you?</source>
        <extracomment>Title where several people share the device; each has a picture.</extracomment>
        <translation>Hello. Which one are you?</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) waiting to be sent. They are sent while locked, too.</source>
        <extracomment>At the foot of the unlock screen.</extracomment>
        <translation>
            <numerusform>%n record waiting to be sent. It is sent while locked, too.</numerusform>
            <numerusform>%n records waiting to be sent. They are sent while locked, too.</numerusform>
        </translation>
    </message>
</context>
</TS>
