namespace Hippique.Sources.Pmu;

/// <summary>Keeps answers of which nothing could be read, where no recording does.</summary>
public interface IUnreadAnswers
{
    /// <param name="address">Which answered.</param>
    /// <param name="body">As it was sent, its compression taken off.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    Task KeepAsync(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}
