using System.Globalization;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;

namespace Hippique.Messages;

/// <summary>The words of every message, in one language. The warning about gambling stands under those that show tickets or money.</summary>
internal sealed class NewsWords(CultureInfo culture) : INewsWords
{
    private const string FailedState = "failed";
    private readonly AccountWords _words = new(culture);

    public NewsText Of(News news) =>
        news switch
        {
            News.TicketsProposed proposed => Proposed(proposed),
            News.TicketsWithdrawn withdrawn => About(
                withdrawn.Race,
                "news_withdrawn_title",
                [_words.Get("news_withdrawn", withdrawn.Race.Name), .. withdrawn.Tickets.SelectMany(Legs)]
            ),
            News.TicketsExpired expired => About(
                expired.Race,
                "news_expired_title",
                [_words.Get("news_expired", expired.Race.Name, ParisTime.ToParis(expired.ExpiresAt)), .. expired.Tickets.SelectMany(Legs)]
            ) with
            {
                AnswerLabel = _words.Get("news_answer"),
            },
            News.PhaseMissed missed => Missed(missed),
            News.PhasesGoOn over => Text(_words.Get("news_go_on_title"), [_words.Get("news_go_on", over.Missed)]),
            News.PlanFailed failed => Text(_words.Get("news_plan_failed_title", Day(failed.Day)), PlanFailed(failed)),
            News.PlanStands stands => Text(
                _words.Get(stands.Races == 0 ? "news_plan_none_title" : "news_plan_stands_title", Day(stands.Day)),
                [stands.Races == 0 ? _words.Get("news_plan_none") : _words.Get("news_plan_stands", stands.Races)]
            ),
            News.SourcesRefuse refuse => Text(
                _words.Get("news_sources_title"),
                [_words.Get("news_sources", Day(refuse.Day)), Why(refuse.Why)]
            ),
            News.SourcesAnswer answer => Text(_words.Get("news_sources_over_title"), [_words.Get("news_sources_over", Day(answer.Day))]),
            News.ReceiverFails fails => Text(
                _words.Get("news_receiver_title", fails.Receiver),
                [_words.Get("news_receiver", ParisTime.ToParis(fails.Since)), Why(fails.Why)]
            ),
            News.ReceiverAnswers answers => Text(
                _words.Get("news_receiver_over_title", answers.Receiver),
                [_words.Get("news_receiver_over", ParisTime.ToParis(answers.Since))]
            ),
            News.EveningSummary summary => Summary(summary),
            News.Test => Text(_words.Get("news_test_title"), [_words.Get("news_test")]),
            _ => throw new InvalidOperationException($"no words for {news.GetType().Name}"),
        };

    public NewsText Of(News news, string language) =>
        new NewsWords(CultureInfo.GetCultureInfo(language == "fr" ? "fr-FR" : "en-GB")).Of(news);

    private NewsText Proposed(News.TicketsProposed proposed)
    {
        var race = proposed.Race;
        var expires = ParisTime.ToParis(proposed.ExpiresAt);
        var title = _words.Get("news_tickets_title", race.Id.Code, race.Meeting, proposed.Tickets.Count, expires);
        return Text(
            title,
            [
                _words.Get("news_race", race.Name, ParisTime.ToParis(race.Off)),
                .. proposed.Tickets.SelectMany(Legs),
                _words.Get("news_until", expires),
                _words.Get("gambling_risks"),
            ]
        ) with
        {
            Link = race.Url,
            AnswerLabel = _words.Get("news_answer"),
            Urgent = true,
        };
    }

    private NewsText Missed(News.PhaseMissed missed)
    {
        var phase = missed.Phase == Phase.H30 ? "H-30" : "H-5";
        var title = _words.Get(
            missed.State == FailedState ? "news_failed_title" : "news_missed_title",
            missed.Race.Id.Code,
            missed.Race.Meeting,
            phase
        );
        var lines = new List<string> { Why(missed.Why) };
        if (missed.Phase == Phase.H5)
            lines.Add(_words.Get("news_missed_h5"));
        lines.Add(_words.Get("news_missed_more"));
        return Text(title, lines) with { Link = missed.Race.Url };
    }

    private IEnumerable<string> PlanFailed(News.PlanFailed failed)
    {
        yield return Why(failed.Why);
        if (failed.NextTry is { } next)
            yield return _words.Get("news_plan_failed", ParisTime.ToParis(next));
    }

    private NewsText Summary(News.EveningSummary summary)
    {
        var (looks, money) = (summary.Looks, summary.Money);
        var title =
            money.IsNone ? _words.Get("news_summary_none_title", Day(summary.Day))
            : summary.Played is { } own
                ? _words.Get("news_summary_played_title", Day(summary.Day), money.Tickets, own.Tickets, Signed(own.Balance))
            : _words.Get("news_summary_title", Day(summary.Day), money.Tickets, Signed(money.Balance));
        var lines = new List<string>
        {
            _words.Get("news_summary_looks", summary.Races, looks.Done, looks.Late, looks.Missed, looks.Cancelled, looks.Open),
        };
        if (money.IsNone)
            return Text(title, [.. lines, _words.Get("news_summary_none")]);
        lines.Add(_words.Get("news_summary_staked", money.Tickets, money.Staked.Amount));
        if (summary.Played is { } played)
            lines.Add(
                _words.Get(
                    "news_summary_played",
                    played.Tickets,
                    played.Staked.Amount,
                    played.Returned.Amount,
                    Signed(played.Balance),
                    played.Open
                )
            );
        lines.Add(
            _words.Get("news_summary_settled", money.Settled, money.SettledStake.Amount, money.Returned.Amount, Signed(money.Balance))
        );
        if (money.Open > 0)
            lines.Add(_words.Get("news_summary_open", money.Open));
        return Text(title, [.. lines, _words.Get("news_summary_as_if"), _words.Get("gambling_risks")]);
    }

    private NewsText About(NewsRace race, string title, IEnumerable<string> lines) =>
        Text(_words.Get(title, race.Id.Code, race.Meeting), lines) with
        {
            Link = race.Url,
        };

    private IEnumerable<string> Legs(NewsTicket ticket) =>
        ticket.Legs.Select(leg =>
            _words.Get(
                "news_leg",
                _words.Bet(ticket.Bet),
                string.Join(" + ", leg.Numbers.Zip(leg.Horses, (number, horse) => $"{number} {horse}")),
                leg.Stake.Amount,
                leg.Odds,
                leg.MinimumOdds,
                _words.Get($"parse_pool_{ticket.Pool.Code()}")
            )
        );

    private string Day(DateOnly date) => _words.Get("words_day", date);

    private string Signed(Euro amount) => amount.Amount.ToString("+0.00 €;-0.00 €;0.00 €", culture);

    // It was kept in English.
    private string Why(string english) => ProblemText.In(culture, KeptProblem.Of(english));

    private NewsText Text(string title, IEnumerable<string> lines) =>
        new()
        {
            Language = culture.TwoLetterISOLanguageName,
            Title = title,
            Text = string.Join('\n', lines.Where(line => line.Length > 0)),
        };
}
