namespace Hippique.Sources.Http;

/// <summary>Keeps the distance between the requests of several processes to one host.</summary>
internal interface IHostSpacing
{
    /// <summary>
    /// Waits until the distance to the last start of any process is kept, and holds the host until the slot is disposed of; null if somebody more urgent came while it waited
    /// (<paramref name="overtaken"/>).
    /// </summary>
    Task<IHostSlot?> OpenAsync(TimeSpan distance, Func<bool> overtaken, CancellationToken cancellationToken);
}

/// <summary>The right to send one request to the host now.</summary>
internal interface IHostSlot : IAsyncDisposable
{
    /// <summary>To be called before the request is sent: if the process is killed from here on, it has asked.</summary>
    ValueTask StartsAsync();

    /// <summary>To be called when the request is with the socket: the distance counts from the moment in which it had got there.</summary>
    ValueTask SentAsync();
}
