using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>Reads what an entry says, behind the name <c>fact</c>; its kind stands first.</summary>
internal static class LedgerFactReader
{
    /// <returns>Null for a kind that is not read here.</returns>
    public static LedgerFact? Read(ref LedgerJson json)
    {
        json.Open();
        if (!json.NextName() || !json.Is("kind"u8))
            throw new JsonException("a fact without its kind");
        return json.Code() switch
        {
            "proposed" => Proposed(ref json),
            "played" => SaidReader.Played(ref json),
            "not_played" => SaidReader.NotPlayed(ref json),
            "withdrawn" => Withdrawn(ref json),
            "result" => Result(ref json),
            "settled" => SettledReader.Settled(ref json),
            "imported" => ImportedReader.Imported(ref json),
            "official" => SettledReader.Official(ref json),
            _ => null,
        };
    }

    private static LedgerFact.Proposed Proposed(ref LedgerJson json)
    {
        Pool? pool = null;
        BetType? bet = null;
        Discipline? discipline = null;
        Euro? stake = null,
            expected = null;
        List<ProposedLeg>? legs = null;
        DateTimeOffset? off = null,
            expires = null;
        string? meeting = null,
            rules = null,
            version = null,
            model = null,
            modelVersion = null,
            sha256 = null;
        var modelled = false;
        while (json.NextName())
        {
            if (json.Is("pool"u8))
                pool = json.Pool();
            else if (json.Is("bet"u8))
                bet = json.Enum<BetType>();
            else if (json.Is("stake"u8))
                stake = json.Euro();
            else if (json.Is("expected_return"u8))
                expected = json.Euro();
            else if (json.Is("legs"u8))
                legs = ProposedLegs(ref json);
            else if (json.Is("off"u8))
                off = json.Instant();
            else if (json.Is("expires_at"u8))
                expires = json.Instant();
            else if (json.Is("meeting"u8))
                meeting = json.Text();
            else if (json.Is("discipline"u8))
                discipline = json.Enum<Discipline>();
            else if (json.Is("rules"u8))
                rules = json.Text();
            else if (json.Is("rules_version"u8))
                version = json.Text();
            else if (json.Is("model"u8))
                model = json.Text();
            else if (json.Is("model_version"u8))
                modelVersion = json.TextOrNull();
            else if (json.Is("modelled_prices"u8))
                modelled = json.Bool();
            else if (json.Is("sha256"u8))
                sha256 = json.Code();
            else
                json.Skip();
        }
        return new LedgerFact.Proposed
        {
            Pool = LedgerJson.Must(pool),
            Bet = LedgerJson.Must(bet),
            Stake = LedgerJson.Must(stake),
            ExpectedReturn = LedgerJson.Must(expected),
            Legs = LedgerJson.Must(legs),
            Off = LedgerJson.Must(off),
            ExpiresAt = LedgerJson.Must(expires),
            Meeting = LedgerJson.Must(meeting),
            Discipline = LedgerJson.Must(discipline),
            Rules = LedgerJson.Must(rules),
            RulesVersion = LedgerJson.Must(version),
            Model = LedgerJson.Must(model),
            ModelVersion = modelVersion,
            ModelledPrices = modelled,
            Sha256 = LedgerJson.Must(sha256),
        };
    }

    private static List<ProposedLeg> ProposedLegs(ref LedgerJson json)
    {
        var legs = new List<ProposedLeg>();
        json.OpenList();
        while (json.NextObject())
        {
            IReadOnlyList<int>? numbers = null;
            IReadOnlyList<string>? horses = null;
            Euro? stake = null;
            double? odds = null,
                minimum = null,
                probability = null,
                dividend = null;
            while (json.NextName())
            {
                if (json.Is("numbers"u8))
                    numbers = json.Numbers();
                else if (json.Is("horses"u8))
                    horses = json.Texts();
                else if (json.Is("stake"u8))
                    stake = json.Euro();
                else if (json.Is("odds"u8))
                    odds = json.Double();
                else if (json.Is("minimum_odds"u8))
                    minimum = json.Double();
                else if (json.Is("probability"u8))
                    probability = json.Double();
                else if (json.Is("expected_dividend"u8))
                    dividend = json.Double();
                else
                    json.Skip();
            }
            legs.Add(
                new ProposedLeg
                {
                    Numbers = LedgerJson.Must(numbers),
                    Horses = LedgerJson.Must(horses),
                    Stake = LedgerJson.Must(stake),
                    Odds = LedgerJson.Must(odds),
                    MinimumOdds = LedgerJson.Must(minimum),
                    Probability = LedgerJson.Must(probability),
                    ExpectedDividend = LedgerJson.Must(dividend),
                }
            );
        }
        return legs;
    }

    private static LedgerFact.Withdrawn Withdrawn(ref LedgerJson json)
    {
        while (json.NextName())
            json.Skip();
        return new LedgerFact.Withdrawn();
    }

    private static LedgerFact.Result Result(ref LedgerJson json)
    {
        ResultState? state = null;
        string? file = null,
            sha256 = null;
        while (json.NextName())
        {
            if (json.Is("state"u8))
                state = json.Enum<ResultState>();
            else if (json.Is("file"u8))
                file = json.TextOrNull();
            else if (json.Is("sha256"u8))
                sha256 = json.TextOrNull();
            else
                json.Skip();
        }
        return new LedgerFact.Result(LedgerJson.Must(state), file, sha256);
    }
}
