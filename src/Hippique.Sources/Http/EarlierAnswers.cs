using System.Net;
using Hippique.Racing;
using Hippique.Sources.Pages;

namespace Hippique.Sources.Http;

/// <summary>
/// What earlier processes kept of today's pages, by their recording. Each address is looked up once, before this process first asks for it: from then on this process knows better.
/// The index is read once a day; of each page nothing but its line is held until then.
/// </summary>
internal sealed class EarlierAnswers(RecordedAnswers recorded, TimeProvider clock, IClockActivity activity) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private DateOnly? _day;
    private Dictionary<string, RecordedExchange> _last = [];

    /// <summary>Null where there is none, and at each further call.</summary>
    public async Task<Kept?> TakeAsync(Uri address, CancellationToken cancellationToken)
    {
        // A clock that runs fast must not jump while a file is read.
        using var work = activity.Work();
        RecordedExchange? page;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var today = ParisTime.ProgrammeOf(clock.GetUtcNow());
            if (_day != today)
                (_last, _day) = (LastOf(await recorded.OfDayAsync(today, cancellationToken).ConfigureAwait(false)), today);
            if (!_last.Remove(address.AbsoluteUri, out page))
                return null;
        }
        finally
        {
            _gate.Release();
        }
        return (await recorded.AnswerAsync(page, [], cancellationToken).ConfigureAwait(false))?.Kept;
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>As the process that recorded them kept them: the last page of each address, until one came in its place that could not be kept.</summary>
    private static Dictionary<string, RecordedExchange> LastOf(IReadOnlyList<RecordedExchange> exchanges)
    {
        var last = new Dictionary<string, RecordedExchange>(StringComparer.Ordinal);
        foreach (var exchange in exchanges)
        {
            if (RecordedAnswers.IsWhole(exchange))
                last[exchange.Url] = exchange;
            else if (exchange is { Status: >= (int)HttpStatusCode.OK and < (int)HttpStatusCode.MultipleChoices, Failure: null })
                last.Remove(exchange.Url);
        }
        return last;
    }
}
