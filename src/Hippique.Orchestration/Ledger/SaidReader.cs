using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>Reads what the user said.</summary>
internal static class SaidReader
{
    public static LedgerFact.Played Played(ref LedgerJson json)
    {
        Pool? pool = null;
        Euro? stake = null;
        List<PlayedLeg>? legs = null;
        Saying? said = null;
        while (json.NextName())
        {
            if (json.Is("pool"u8))
                pool = json.Pool();
            else if (json.Is("stake"u8))
                stake = json.Euro();
            else if (json.Is("legs"u8))
                legs = PlayedLegs(ref json);
            else if (json.Is("said"u8))
                said = Saying(ref json);
            else
                json.Skip();
        }
        return new LedgerFact.Played
        {
            Pool = LedgerJson.Must(pool),
            Stake = LedgerJson.Must(stake),
            Legs = LedgerJson.Must(legs),
            Said = LedgerJson.Must(said),
        };
    }

    private static List<PlayedLeg> PlayedLegs(ref LedgerJson json)
    {
        var legs = new List<PlayedLeg>();
        json.OpenList();
        while (json.NextObject())
        {
            IReadOnlyList<int>? numbers = null;
            Euro? stake = null;
            double? odds = null;
            while (json.NextName())
            {
                if (json.Is("numbers"u8))
                    numbers = json.Numbers();
                else if (json.Is("stake"u8))
                    stake = json.Euro();
                else if (json.Is("odds"u8))
                    odds = json.Double();
                else
                    json.Skip();
            }
            legs.Add(new PlayedLeg(LedgerJson.Must(numbers), LedgerJson.Must(stake), LedgerJson.Must(odds)));
        }
        return legs;
    }

    public static Saying Saying(ref LedgerJson json)
    {
        DateTimeOffset? at = null;
        string? by = null;
        SayingWay? way = null;
        json.Open();
        while (json.NextName())
        {
            if (json.Is("at"u8))
                at = json.Instant();
            else if (json.Is("by"u8))
                by = json.Text();
            else if (json.Is("way"u8))
                way = json.Enum<SayingWay>();
            else
                json.Skip();
        }
        return new Saying(LedgerJson.Must(at), LedgerJson.Must(by), LedgerJson.Must(way));
    }

    public static LedgerFact.NotPlayed NotPlayed(ref LedgerJson json)
    {
        Saying? said = null;
        while (json.NextName())
        {
            if (json.Is("said"u8))
                said = Saying(ref json);
            else
                json.Skip();
        }
        return new LedgerFact.NotPlayed(LedgerJson.Must(said));
    }
}
