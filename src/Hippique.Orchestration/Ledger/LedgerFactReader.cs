using System.Text.Json;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Results;
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
            "played" => Played(ref json),
            "not_played" => NotPlayed(ref json),
            "withdrawn" => Withdrawn(ref json),
            "result" => Result(ref json),
            "settled" => Settled(ref json),
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

    private static LedgerFact.Played Played(ref LedgerJson json)
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

    private static Saying Saying(ref LedgerJson json)
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

    private static LedgerFact.NotPlayed NotPlayed(ref LedgerJson json)
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

    private static LedgerFact.Settled Settled(ref LedgerJson json)
    {
        LedgerBookKind? book = null;
        SettledTicket? ticket = null;
        Euro? difference = null;
        while (json.NextName())
        {
            if (json.Is("book"u8))
                book = json.Enum<LedgerBookKind>();
            else if (json.Is("ticket"u8))
                ticket = SettledTicket(ref json);
            else if (json.Is("difference"u8))
                difference = json.EuroOrNull();
            else
                json.Skip();
        }
        return new LedgerFact.Settled
        {
            Book = LedgerJson.Must(book),
            Ticket = LedgerJson.Must(ticket),
            Difference = difference,
        };
    }

    private static SettledTicket SettledTicket(ref LedgerJson json)
    {
        string? id = null,
            reason = null;
        Pool? pool = null;
        BetType? bet = null;
        Euro? stake = null,
            returned = null;
        SettledState? outcome = null;
        List<SettledLeg>? legs = null;
        json.Open();
        while (json.NextName())
        {
            if (json.Is("id"u8))
                id = json.Text();
            else if (json.Is("pool"u8))
                pool = json.Pool();
            else if (json.Is("bet"u8))
                bet = json.Enum<BetType>();
            else if (json.Is("stake"u8))
                stake = json.Euro();
            else if (json.Is("outcome"u8))
                outcome = json.Enum<SettledState>();
            else if (json.Is("reason"u8))
                reason = json.TextOrNull();
            else if (json.Is("returned"u8))
                returned = json.EuroOrNull();
            else if (json.Is("legs"u8))
                legs = SettledLegs(ref json);
            else
                json.Skip();
        }
        return new SettledTicket
        {
            Id = LedgerJson.Must(id),
            Pool = LedgerJson.Must(pool),
            Bet = LedgerJson.Must(bet),
            Stake = LedgerJson.Must(stake),
            Outcome = LedgerJson.Must(outcome),
            Reason = reason,
            Returned = returned,
            Legs = LedgerJson.Must(legs),
        };
    }

    private static List<SettledLeg> SettledLegs(ref LedgerJson json)
    {
        var legs = new List<SettledLeg>();
        json.OpenList();
        while (json.NextObject())
            legs.Add(SettledLeg(ref json));
        return legs;
    }

    private static SettledLeg SettledLeg(ref LedgerJson json)
    {
        IReadOnlyList<int>? numbers = null;
        Euro? stake = null,
            returned = null;
        SettledState? outcome = null;
        string? reason = null;
        decimal? dividend = null;
        DividendBasis? basis = null;
        double? odds = null,
            closing = null,
            value = null;
        while (json.NextName())
        {
            if (json.Is("numbers"u8))
                numbers = json.Numbers();
            else if (json.Is("stake"u8))
                stake = json.Euro();
            else if (json.Is("outcome"u8))
                outcome = json.Enum<SettledState>();
            else if (json.Is("reason"u8))
                reason = json.TextOrNull();
            else if (json.Is("dividend"u8))
                dividend = json.DecimalOrNull();
            else if (json.Is("basis"u8))
                basis = json.EnumOrNull<DividendBasis>();
            else if (json.Is("returned"u8))
                returned = json.EuroOrNull();
            else if (json.Is("odds"u8))
                odds = json.Double();
            else if (json.Is("closing_odds"u8))
                closing = json.DoubleOrNull();
            else if (json.Is("closing_line_value"u8))
                value = json.DoubleOrNull();
            else
                json.Skip();
        }
        return new SettledLeg
        {
            Numbers = LedgerJson.Must(numbers),
            Stake = LedgerJson.Must(stake),
            Outcome = LedgerJson.Must(outcome),
            Reason = reason,
            Dividend = dividend,
            Basis = basis,
            Returned = returned,
            Odds = LedgerJson.Must(odds),
            ClosingOdds = closing,
            ClosingLineValue = value,
        };
    }
}
