using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>Reads imported bets.</summary>
internal static class ImportedReader
{
    public static LedgerFact.Imported Imported(ref LedgerJson json)
    {
        Pool? pool = null;
        BetType? bet = null;
        Discipline? discipline = null;
        Euro? stake = null,
            returned = null;
        IReadOnlyList<int>? numbers = null;
        string? selection = null,
            meeting = null,
            reference = null,
            sha256 = null;
        DateTimeOffset? off = null;
        double? odds = null;
        int? line = null;
        Saying? said = null;
        var refunded = false;
        while (json.NextName())
        {
            if (json.Is("pool"u8))
                pool = json.Pool();
            else if (json.Is("bet"u8))
                bet = json.Enum<BetType>();
            else if (json.Is("stake"u8))
                stake = json.Euro();
            else if (json.Is("numbers"u8))
                numbers = json.Numbers();
            else if (json.Is("selection"u8))
                selection = json.Text();
            else if (json.Is("returned"u8))
                returned = json.EuroOrNull();
            else if (json.Is("refunded"u8))
                refunded = json.Bool();
            else if (json.Is("odds"u8))
                odds = json.DoubleOrNull();
            else if (json.Is("meeting"u8))
                meeting = json.Text();
            else if (json.Is("discipline"u8))
                discipline = json.Enum<Discipline>();
            else if (json.Is("off"u8))
                off = json.Instant();
            else if (json.Is("reference"u8))
                reference = json.TextOrNull();
            else if (json.Is("sha256"u8))
                sha256 = json.Code();
            else if (json.Is("line"u8))
                line = json.Int();
            else if (json.Is("said"u8))
                said = SaidReader.Saying(ref json);
            else
                json.Skip();
        }
        return new LedgerFact.Imported
        {
            Pool = LedgerJson.Must(pool),
            Bet = LedgerJson.Must(bet),
            Stake = LedgerJson.Must(stake),
            Numbers = LedgerJson.Must(numbers),
            Selection = LedgerJson.Must(selection),
            Returned = returned,
            Refunded = refunded,
            Odds = odds,
            Meeting = LedgerJson.Must(meeting),
            Discipline = LedgerJson.Must(discipline),
            Off = LedgerJson.Must(off),
            Reference = reference,
            Sha256 = LedgerJson.Must(sha256),
            Line = LedgerJson.Must(line),
            Said = LedgerJson.Must(said),
        };
    }
}
