using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>The first day whose readings are kept. What is older can be neither sent nor taken back: its buckets could
/// no longer be computed from all of their readings.</summary>
public sealed class ReadingHorizon(NpgsqlDataSource database, ReportingCalendar calendar, IOptions<RetentionOptions> options) : ISeeder
{
    private DateOnly _dropped = DateOnly.MinValue;

    public int Order => 20;

    /// <summary>By the setting, or further on when more was dropped while the setting was smaller.</summary>
    public DateOnly FirstDay
    {
        get
        {
            if (options.Value.KeepMonths == 0)
                return _dropped;
            var month = calendar.Today.AddDays(1 - calendar.Today.Day).AddMonths(-options.Value.KeepMonths);
            return month > _dropped ? month : _dropped;
        }
    }

    /// <summary>The first instant of <see cref="FirstDay"/>.</summary>
    public DateTimeOffset Start => FirstDay == DateOnly.MinValue ? DateTimeOffset.MinValue : calendar.StartOf(FirstDay);

    /// <summary>Reads how far readings were dropped.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT first_day FROM reading_horizon");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
            _dropped = reader.GetFieldValue<DateOnly>(0);
    }
}
